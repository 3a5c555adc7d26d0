// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/** One thing done wrong; each must be caught. */
public enum Deviation {
  /**
   * Who locks the lock file first does not tell so: any lock that is held may be a living one's.
   */
  LOCK_TAKER_NOT_TOLD,
  /** A lock that an ended process took is passed over without an announcement. */
  LOCK_NOT_ANNOUNCED,
  /** Who has announced does not look at the first lock again. */
  LOCK_LOOKED_AT_ONCE,
  /** Who takes the first lock does not look for announcements. */
  LOCK_ANNOUNCEMENTS_IGNORED,
  /** The lock file is unlinked after the lock was given up. */
  UNLINKED_AFTER_UNLOCK,
  /** A claim is committed without looking at the lock file again. */
  NO_COMMIT_CHECK,

  /** A file's owner lock does not tell who took it: its recorded owner is asked. */
  TAKER_NOT_TOLD,
  /** A file whose lock was inherited is replaced or removed without an announcement. */
  NOT_ANNOUNCED,
  /** Any owner lock that is held by others counts as inherited. */
  HELD_MEANS_INHERITED,
  /** A parked file is taken whoever parked it. */
  PARKED_IGNORED,
  /** A collision on a temporary name or a path ends the claim instead of starting it again. */
  COLLISION_FAILS,
  /** What is found beside the newest file is removed only after the new one has its name. */
  REMOVED_LAST,
  /** Old files are removed in any order, so that an older one may be the last. */
  REMOVED_IN_ANY_ORDER,
  /** A new file gets its name before it is whole. */
  NAMED_HALF_MADE,

  /** Owners never look whether their file still has its name. */
  NO_WATCHDOG,
  /** An owner whose file lost its name gives it back without claiming. */
  NAMED_AGAIN_UNCLAIMED,
  /** An owner that claims again after it lost its name begins as if nothing had been. */
  NO_FLOOR,
  /** Readers never look whether their file still is the segment. */
  NO_RECHECK,
  /** Readers take who holds the owner lock for the owner, though it may be a scan's. */
  SCANNER_IS_OWNER,
  /** A reader whose file lost its name waits for its living owner without end. */
  GRACE_WITHOUT_END
}
