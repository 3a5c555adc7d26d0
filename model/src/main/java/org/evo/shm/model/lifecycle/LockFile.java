// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/**
 * A maintenance lock file, named or not.
 *
 * @param primary who has the first lock; it tells who took it
 * @param announced processes that announced to go on though it is held, a bit each
 */
record LockFile(int primary, int announced) {

  static final LockFile FRESH = new LockFile(Who.NOBODY, 0);

  LockFile withPrimary(int holder) {
    return new LockFile(holder, announced);
  }

  LockFile withAnnounced(int processes) {
    return new LockFile(primary, processes);
  }

  boolean isHeldBy(int process) {
    return primary == process || (announced & 1 << process) != 0;
  }

  LockFile withoutLocksOf(int process) {
    return new LockFile(primary == process ? Who.NOBODY : primary, announced & ~(1 << process));
  }
}
