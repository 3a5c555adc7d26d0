// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model.lifecycle;

/** What a process does next; each is one system call, or one look at a file or at /proc. */
enum Pc {
  START("begins"),
  OPEN_LOCK("opens the lock file, creating it if need be"),
  TAKE_LOCK("tries to lock it"),
  PROBE_LOCK("looks who took the lock"),
  LOOK_AT_TAKER("looks whether that one lives"),
  ANNOUNCE_LOCK("announces to go on"),
  PROBE_LOCK_AGAIN("looks again who took the lock"),
  LOOK_AT_TAKER_AGAIN("looks again whether that one lives"),
  LOOK_FOR_ANNOUNCEMENTS("looks for announcements of others in the lock file"),
  CHECK_LOCK_NAME("looks whether the lock file still has its name"),
  SCAN_OPEN("opens what the next path names"),
  SCAN_LOCK("tries to take its owner lock"),
  SCAN_LOOK_FOR_ANNOUNCEMENT("looks for an announcement in it"),
  SCAN_PROBE("looks who took its owner lock"),
  SCAN_LOOK_AT_TAKER("looks whether that one lives"),
  SCAN_ANNOUNCE("announces to replace it"),
  SCAN_PROBE_AGAIN("looks again who took its owner lock"),
  SCAN_LOOK_AT_TAKER_AGAIN("looks again whether that one lives"),
  SCAN_CHECK_NAME("looks whether it still has its name"),
  DECIDE("decides by what it found"),
  CHECK_HELD("looks whether the lock file is still its own"),
  REMOVE_TEMPORARY("removes the temporary name"),
  SETTLE("adopts, or makes a new file"),
  FILL("writes the header of the new file"),
  ADOPT_OWNER("records itself as owner"),
  ADOPT_ACTIVE("stores ACTIVE"),
  LINK_OWN("links the new file to its own path"),
  LINK_TEMPORARY("links the new file to the temporary name"),
  CHECK_OLD_NAME("looks whether the old file still has its name"),
  RENAME("renames the temporary name over the old file"),
  REMOVE_NEXT("goes to the next old file"),
  REMOVE_CHECK("looks whether the lock file is still its own, before an old file"),
  REMOVE_RETIRE("retires an old file"),
  REMOVE_STAT("looks whether the old file has its name"),
  REMOVE_UNLINK("unlinks the old file's path"),
  CLOSE_CANDIDATES("closes what it scanned"),
  COMMIT("looks at the lock file for the last time, and commits"),
  WITHDRAW_RETIRE("withdraws: retires its file"),
  WITHDRAW_STAT("withdraws: looks whether its file has its name"),
  WITHDRAW_UNLINK("withdraws: unlinks its path"),
  WITHDRAW_RELEASE("withdraws: gives the owner lock up"),
  OWNING("owns the name"),
  RETIRE_MARK("retires its file"),
  RETIRE_CHECK("looks whether the lock file is still its own, to remove its file"),
  RETIRE_STAT("looks whether its file has its name"),
  RETIRE_UNLINK("unlinks its path"),
  PARK_STATE("stores PARKED"),
  PARK_RELEASE("gives the owner lock of the parked file up"),
  UNLOCK_STAT("looks whether the lock file has its name"),
  UNLOCK_LATE("gives the lock up before the lock file's name"),
  UNLOCK_UNLINK("unlinks the lock file"),
  UNLOCK_CLOSE("closes the lock file"),
  RELEASE("gives the owner lock up"),
  DONE("is done"),
  FAILED("has failed"),
  STOPPED("is stopped for ever"),
  DEAD("is dead");

  private final String words;

  Pc(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether nothing of the process is under way. */
  boolean isAtRest() {
    return switch (this) {
      case START, OWNING, DONE, FAILED, STOPPED, DEAD -> true;
      default -> false;
    };
  }
}
