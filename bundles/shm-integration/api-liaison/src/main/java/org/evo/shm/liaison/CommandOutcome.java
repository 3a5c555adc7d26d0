// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

/** What became of a command. */
public enum CommandOutcome {
  /** It is in force, or under way. */
  ACCEPTED(true),

  /** What it asked for has been reached. */
  DONE(true),

  /** Its arguments are out of limits. */
  INVALID(false),

  /** The state of the module, or of what it controls, does not permit it. */
  NOT_POSSIBLE(false),

  /** The module does not know it. */
  UNKNOWN(false),

  /** It was begun and could not be completed. */
  FAILED(false),

  /** It was overwritten, or passed over after a restart, before the module saw it: no effect. */
  OVERRUN(false),

  /** The module saw it too late: no effect. */
  EXPIRED(false),

  /** The module it is for does not run; it was not sent. */
  UNREACHABLE(false),

  /** Too many commands are waiting; it was not sent. */
  BUSY(false),

  /** It could not be sent in time and will not be. */
  NOT_SENT(false),

  /** It was sent and not answered in time: it may still take effect. */
  TIMED_OUT(false);

  private final boolean good;

  CommandOutcome(boolean good) {
    this.good = good;
  }

  /** Whether it was taken. */
  public boolean isGood() {
    return good;
  }
}
