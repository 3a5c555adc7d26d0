// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

import java.util.List;

/**
 * The directory, the files and everybody, at one moment.
 *
 * @param files data files that somebody can still reach
 * @param locks lock files that somebody can still reach
 * @param names the file that each path names, -1 for none; the temporary name last
 * @param lockName the file that the lock's name leads to, -1 for none
 * @param processes everybody but the reader
 * @param reader the reader
 * @param budget what may still happen
 * @param fault what went wrong on the way here, empty for nothing
 */
record LifecycleState(
    List<DataFile> files,
    List<LockFile> locks,
    List<Integer> names,
    int lockName,
    List<Proc> processes,
    ReaderState reader,
    Budget budget,
    String fault) {

  /** What may still happen. */
  record Budget(int deaths, int lockDeletions, int nameDeletions) {

    Budget oneDeathLess() {
      return new Budget(deaths - 1, lockDeletions, nameDeletions);
    }

    Budget oneLockDeletionLess() {
      return new Budget(deaths, lockDeletions - 1, nameDeletions);
    }

    Budget oneNameDeletionLess() {
      return new Budget(deaths, lockDeletions, nameDeletions - 1);
    }
  }
}
