// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.controlstate;

import org.evo.shm.contract.Coded;

/** Why an axis is in mode FAULT. */
public enum AxisFault implements Coded {
  /** It is not. */
  NONE(0),

  /** It did not follow its setpoint. */
  FOLLOWING_ERROR(1),

  /** It ran into an end switch. */
  LIMIT_SWITCH(2),

  /** Its sensors were lost while it was enabled. */
  SENSOR_LOST(3),

  /** Its drive went off by itself, or could not be enabled. */
  DRIVE_OFF(4),

  /** The home switch was not found. */
  HOMING_FAILED(5),

  /** The emergency stop latched. */
  EMERGENCY_STOP(6),

  /** Whoever asked for the motion has gone. */
  REQUEST_LOST(7);

  private static final AxisFault[] ALL = values();

  private final int code;

  AxisFault(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #NONE}. Timing: hot. */
  public static AxisFault ofCode(long code) {
    return Coded.of(ALL, code, NONE);
  }
}
