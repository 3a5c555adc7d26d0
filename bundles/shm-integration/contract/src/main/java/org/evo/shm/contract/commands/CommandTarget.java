// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import org.evo.shm.contract.Coded;

/** Whom a command is for. */
public enum CommandTarget implements Coded {
  /** Nobody. */
  NOBODY(0),

  /** Every module that reads commands. */
  EVERYBODY(1),

  /** The Control Unit. */
  CONTROL(2),

  /** The Recipe Executor. */
  RECIPE(3);

  private static final CommandTarget[] ALL = values();

  private final int code;

  CommandTarget(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #NOBODY}. Timing: hot. */
  public static CommandTarget ofCode(long code) {
    return Coded.of(ALL, code, NOBODY);
  }
}
