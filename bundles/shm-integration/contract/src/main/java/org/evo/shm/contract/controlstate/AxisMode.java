// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.controlstate;

import org.evo.shm.contract.Coded;

/** What an axis does. */
public enum AxisMode implements Coded {
  /** Its drive is off; the position is followed. */
  DISABLED(0),

  /** It is held where it is. */
  HOLDING(1),

  /** It moves to its target. */
  MOVING(2),

  /** It moves at a velocity for as long as it is told to. */
  JOGGING(3),

  /** It looks for the machine's zero. */
  HOMING(4),

  /** It brakes, then it is held. */
  STOPPING(5),

  /** It faulted and its drive is off, until a reset. */
  FAULT(6);

  private static final AxisMode[] ALL = values();

  private final int code;

  AxisMode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #DISABLED}. Timing: hot. */
  public static AxisMode ofCode(long code) {
    return Coded.of(ALL, code, DISABLED);
  }
}
