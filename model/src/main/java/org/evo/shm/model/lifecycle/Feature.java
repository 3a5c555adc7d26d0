// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/** Parts of the protocol that can be switched on and off. */
public enum Feature {
  /** A lock on the owner's byte tells who took it, at once with taking it. */
  LOCK_TELLS_TAKER,
  /**
   * Whoever replaces or removes a file whose lock was inherited announces that by a lock on the
   * file itself, and looks at the owner's byte again. Who takes the owner's byte looks for
   * announcements afterwards. So of two at least one sees the other, and steps back.
   */
  ANNOUNCED,
  /** A claim is committed only if the file still has its name and is not retired. */
  COMMIT_CHECKS_FILE,
  /** A collision on a temporary name or a path makes the claim start again instead of fail. */
  COLLISION_RETRIES,
  /**
   * Instead of byte 0, byte 1 and a record: whoever wants the lock announces that in the lock file
   * as in {@link #ANNOUNCED}, and has it when no other living process has announced.
   */
  LOCK_ANNOUNCED,
  /**
   * Readers look now and then whether their file still has its name, and whether it has no owner
   * while another one has.
   */
  RECHECK,
  /** Owners look now and then whether their file still has its name. */
  WATCHDOG,

  /**
   * Mutant: what is found beside the newest file is removed only after the new one has its name.
   */
  REMOVED_LAST,
  /** Mutant: the lock file is unlinked after the lock was given up. */
  UNLINKED_AFTER_UNLOCK,
  /** Mutant: the substitute does not read the record again. */
  RECORD_READ_ONCE,
  /** Mutant: a claim is committed without looking at the lock file again. */
  NO_COMMIT_CHECK,
  /** Mutant: a parked file is taken whoever parked it. */
  PARKED_IGNORED,
  /** Mutant: any owner lock that is held by others counts as inherited. */
  HELD_MEANS_INHERITED
}
