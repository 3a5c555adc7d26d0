// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be commanded. */
public enum CommandName {
  /** Stop everything, at once, and keep it stopped until {@link #RESET}. */
  ESTOP,

  /** Acknowledge latched faults and the emergency stop. */
  RESET,

  /** Enable the drive of an axis and hold it where it is. */
  ENABLE,

  /** Disable the drive of an axis. */
  DISABLE,

  /** Look for the zero of an axis. */
  HOME,

  /** Move an axis to a position. */
  MOVE,

  /** Move an axis at a velocity until {@link #STOP}. */
  JOG,

  /** Brake an axis and hold it. */
  STOP,

  /** Start a recipe. */
  RECIPE_START,

  /** Pause it. */
  RECIPE_PAUSE,

  /** Go on. */
  RECIPE_RESUME,

  /** Bring it to an orderly stop. */
  RECIPE_STOP,

  /** Break it off. */
  RECIPE_ABORT,

  /** Leave the step out. */
  RECIPE_SKIP,

  /** Try the step that failed again. */
  RECIPE_RETRY,

  /** Set a digital output. */
  SET_DIGITAL,

  /** Set an analog output. */
  SET_ANALOG;

  /** As people type it, for example {@code recipe-start}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of a word, empty when there is none. */
  public static Optional<CommandName> ofWord(String word) {
    return Arrays.stream(values()).filter(name -> name.word().equals(word)).findFirst();
  }
}
