// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A process.
 *
 * @param pc what it does next
 * @param goal why
 * @param after what follows when it gives the maintenance lock up
 * @param lock the lock file it has open, -1 for none
 * @param found what its scan has open, a path each
 * @param cursor the path it is at
 * @param mine the data file it owns or is about to, -1 for none
 * @param path where that is
 * @param owns whether it has committed and has neither retired nor parked since
 * @param adopted whether the file at hand was there before
 * @param claims claims that it may still make
 * @param seen who was found to have taken a lock, and is yet to be looked at
 * @param floor the generation of the file that lost its name, which the next one must exceed; 0 for
 *     none
 */
record Proc(
    Pc pc,
    Goal goal,
    After after,
    int lock,
    List<Candidate> found,
    int cursor,
    int mine,
    int path,
    boolean owns,
    boolean adopted,
    int claims,
    int seen,
    int floor) {

  enum Goal {
    CLAIM,
    RETIRE,
    PARK,
    CLEAN
  }

  enum After {
    NOTHING,
    OWN,
    RETRY,
    BUSY,
    RELEASE,
    FAIL
  }

  static Proc begin(Goal goal, int paths, int claims) {
    return new Proc(
        Pc.START,
        goal,
        After.NOTHING,
        -1,
        Collections.nCopies(paths, Candidate.NONE),
        0,
        -1,
        0,
        false,
        false,
        claims,
        Who.NOBODY,
        0);
  }

  Proc at(Pc next) {
    return new Proc(
        next, goal, after, lock, found, cursor, mine, path, owns, adopted, claims, seen, floor);
  }

  Proc at(Pc next, int nextCursor) {
    return new Proc(
        next, goal, after, lock, found, nextCursor, mine, path, owns, adopted, claims, seen, floor);
  }

  Proc goal(Goal next) {
    return new Proc(
        pc, next, after, lock, found, cursor, mine, path, owns, adopted, claims, seen, floor);
  }

  Proc then(After next) {
    return new Proc(
        pc, goal, next, lock, found, cursor, mine, path, owns, adopted, claims, seen, floor);
  }

  Proc lock(int file) {
    return new Proc(
        pc, goal, after, file, found, cursor, mine, path, owns, adopted, claims, seen, floor);
  }

  Proc found(int at, Candidate candidate) {
    List<Candidate> all = new ArrayList<>(found);
    all.set(at, candidate);
    return found(all);
  }

  Proc found(List<Candidate> all) {
    return new Proc(
        pc,
        goal,
        after,
        lock,
        List.copyOf(all),
        cursor,
        mine,
        path,
        owns,
        adopted,
        claims,
        seen,
        floor);
  }

  Proc mine(int file, int itsPath) {
    return new Proc(
        pc, goal, after, lock, found, cursor, file, itsPath, owns, false, claims, seen, floor);
  }

  Proc renumbered(int file) {
    return new Proc(
        pc, goal, after, lock, found, cursor, file, path, owns, adopted, claims, seen, floor);
  }

  Proc adopting(int file, int itsPath) {
    return new Proc(
        pc, goal, after, lock, found, cursor, file, itsPath, owns, true, claims, seen, floor);
  }

  Proc owns(boolean now) {
    return new Proc(
        pc, goal, after, lock, found, cursor, mine, path, now, adopted, claims, seen, floor);
  }

  Proc oneClaimLess() {
    return new Proc(
        pc, goal, after, lock, found, cursor, mine, path, owns, adopted, claims - 1, seen, floor);
  }

  Proc seen(int holder) {
    return new Proc(
        pc, goal, after, lock, found, cursor, mine, path, owns, adopted, claims, holder, floor);
  }

  Proc floor(int generation) {
    return new Proc(
        pc, goal, after, lock, found, cursor, mine, path, owns, adopted, claims, seen, generation);
  }

  Candidate here() {
    return found.get(cursor);
  }
}
