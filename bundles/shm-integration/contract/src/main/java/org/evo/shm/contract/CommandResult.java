// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

/** What became of a command or a request. */
public enum CommandResult implements Coded {
  /** Nothing has been handled yet. */
  NONE(0),

  /** It is in force, or under way. */
  ACCEPTED(1),

  /** What it asked for has been reached. */
  DONE(2),

  /** Its arguments are out of limits. */
  INVALID(3),

  /** The module is in a state that does not permit it. */
  NOT_POSSIBLE(4),

  /** The module does not know the command. */
  UNKNOWN(5),

  /** It was overwritten before the module saw it: it had no effect. */
  OVERRUN(6),

  /** It was older than commands may be when the module saw it: it had no effect. */
  EXPIRED(7),

  /** It was begun and could not be completed. */
  FAILED(8);

  private static final CommandResult[] ALL = values();

  private final int code;

  CommandResult(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #NONE}. Timing: hot. */
  public static CommandResult ofCode(long code) {
    return Coded.of(ALL, code, NONE);
  }
}
