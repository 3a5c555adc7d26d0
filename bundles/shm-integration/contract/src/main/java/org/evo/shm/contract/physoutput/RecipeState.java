// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.Coded;

/** What a recipe does. */
public enum RecipeState implements Coded {
  /** None has been started. */
  IDLE(0),

  /** It runs. */
  RUNNING(1),

  /** It stands between steps, or its step waits, and can go on. */
  PAUSED(2),

  /** It brings what it moves to a stop. */
  STOPPING(3),

  /** It was stopped in an orderly way. */
  STOPPED(4),

  /** It was broken off. */
  ABORTED(5),

  /** It came to its end. */
  COMPLETED(6),

  /** A step failed; it can be retried, skipped or aborted. */
  FAULT(7);

  private static final RecipeState[] ALL = values();

  private final int code;

  RecipeState(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #IDLE}. Timing: hot. */
  public static RecipeState ofCode(long code) {
    return Coded.of(ALL, code, IDLE);
  }
}
