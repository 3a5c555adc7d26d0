// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/**
 * A maintenance lock file, named or not.
 *
 * @param primary who holds byte 0
 * @param substitute who holds byte 1
 * @param record who is recorded as holder
 * @param announced processes that announced to take it, a bit each
 */
record LockFile(int primary, int substitute, int record, int announced) {

  static final LockFile FRESH = new LockFile(Who.NOBODY, Who.NOBODY, Who.NOBODY, 0);

  LockFile withPrimary(int holder) {
    return new LockFile(holder, substitute, record, announced);
  }

  LockFile withSubstitute(int holder) {
    return new LockFile(primary, holder, record, announced);
  }

  LockFile withRecord(int holder) {
    return new LockFile(primary, substitute, holder, announced);
  }

  LockFile withAnnounced(int processes) {
    return new LockFile(primary, substitute, record, processes);
  }
}
