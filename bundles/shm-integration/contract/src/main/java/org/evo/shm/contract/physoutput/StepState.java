// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.Coded;

/** What a step does. */
public enum StepState implements Coded {
  /** There is none. */
  NONE(0),

  /** It is under way. */
  ACTIVE(1),

  /** It waits for a time or a condition. */
  WAITING(2),

  /** It is done. */
  DONE(3),

  /** It was left out by command. */
  SKIPPED(4),

  /** It failed. */
  FAILED(5);

  private static final StepState[] ALL = values();

  private final int code;

  StepState(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #NONE}. Timing: hot. */
  public static StepState ofCode(long code) {
    return Coded.of(ALL, code, NONE);
  }
}
