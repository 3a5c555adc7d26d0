// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.ArrayList;
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
    int claims) {

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
        java.util.Collections.nCopies(paths, Candidate.NONE),
        0,
        -1,
        0,
        false,
        false,
        claims);
  }

  Proc at(Pc next) {
    return new Proc(next, goal, after, lock, found, cursor, mine, path, owns, adopted, claims);
  }

  Proc at(Pc next, int nextCursor) {
    return new Proc(next, goal, after, lock, found, nextCursor, mine, path, owns, adopted, claims);
  }

  Proc goal(Goal next) {
    return new Proc(pc, next, after, lock, found, cursor, mine, path, owns, adopted, claims);
  }

  Proc then(After next) {
    return new Proc(pc, goal, next, lock, found, cursor, mine, path, owns, adopted, claims);
  }

  Proc lock(int file) {
    return new Proc(pc, goal, after, file, found, cursor, mine, path, owns, adopted, claims);
  }

  Proc found(int at, Candidate candidate) {
    List<Candidate> all = new ArrayList<>(found);
    all.set(at, candidate);
    return found(all);
  }

  Proc found(List<Candidate> all) {
    return new Proc(
        pc, goal, after, lock, List.copyOf(all), cursor, mine, path, owns, adopted, claims);
  }

  Proc mine(int file, int itsPath) {
    return new Proc(pc, goal, after, lock, found, cursor, file, itsPath, owns, false, claims);
  }

  Proc renumbered(int file) {
    return new Proc(pc, goal, after, lock, found, cursor, file, path, owns, adopted, claims);
  }

  Proc adopting(int file, int itsPath) {
    return new Proc(pc, goal, after, lock, found, cursor, file, itsPath, owns, true, claims);
  }

  Proc owns(boolean now) {
    return new Proc(pc, goal, after, lock, found, cursor, mine, path, now, adopted, claims);
  }

  Proc oneClaimLess() {
    return new Proc(pc, goal, after, lock, found, cursor, mine, path, owns, adopted, claims - 1);
  }

  Candidate here() {
    return found.get(cursor);
  }
}
