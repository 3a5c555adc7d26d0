// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import org.evo.shm.contract.Coded;

/** The commands. */
public enum CommandCode implements Coded {
  /** No command. */
  NONE(0, CommandTarget.NOBODY),

  /** Stop everything, at once; the level in the segment says the same. Text: why. */
  EMERGENCY_STOP(1, CommandTarget.EVERYBODY),

  /** Acknowledge latched faults and the emergency stop. */
  RESET(2, CommandTarget.EVERYBODY),

  /** Enable the drive of the axis and hold it where it is. */
  ENABLE(10, CommandTarget.CONTROL),

  /** Disable the drive of the axis. */
  DISABLE(11, CommandTarget.CONTROL),

  /** Look for the zero of the axis. */
  HOME(12, CommandTarget.CONTROL),

  /**
   * Move the axis. Arguments: target in mm, velocity in mm/s and acceleration in mm/s2, NaN for its
   * limits.
   */
  MOVE(13, CommandTarget.CONTROL),

  /** Move the axis at a velocity until STOP or an end. Argument: mm/s, negative for backwards. */
  JOG(14, CommandTarget.CONTROL),

  /** Brake the axis and hold it. */
  STOP(15, CommandTarget.CONTROL),

  /** Start a recipe. Text: its name. */
  RECIPE_START(30, CommandTarget.RECIPE),

  /** Pause it. */
  RECIPE_PAUSE(31, CommandTarget.RECIPE),

  /** Go on. */
  RECIPE_RESUME(32, CommandTarget.RECIPE),

  /** Bring it to an orderly stop. */
  RECIPE_STOP(33, CommandTarget.RECIPE),

  /** Break it off. */
  RECIPE_ABORT(34, CommandTarget.RECIPE),

  /** Leave the step out. */
  RECIPE_SKIP(35, CommandTarget.RECIPE),

  /** Try the step that failed again. */
  RECIPE_RETRY(36, CommandTarget.RECIPE),

  /** Set a digital output. Arguments: channel, 0 or 1. */
  SET_DIGITAL(40, CommandTarget.RECIPE),

  /** Set an analog output. Arguments: channel, V. */
  SET_ANALOG(41, CommandTarget.RECIPE);

  private static final CommandCode[] ALL = values();

  private final int code;
  private final CommandTarget target;

  CommandCode(int code, CommandTarget target) {
    this.code = code;
    this.target = target;
  }

  @Override
  public int code() {
    return code;
  }

  /** Whom it is for. */
  public CommandTarget target() {
    return target;
  }

  /** Whether it brings something to rest: such a command is never too late. Timing: hot. */
  public boolean stops() {
    return switch (this) {
      case EMERGENCY_STOP, DISABLE, STOP, RECIPE_PAUSE, RECIPE_STOP, RECIPE_ABORT -> true;
      default -> false;
    };
  }

  /** The one of a code; one that is not known counts as {@link #NONE}. Timing: hot. */
  public static CommandCode ofCode(long code) {
    return Coded.of(ALL, code, NONE);
  }
}
