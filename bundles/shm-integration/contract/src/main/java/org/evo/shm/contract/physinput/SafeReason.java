// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.Coded;

/** Why HAL drives safe outputs: no voltage, drives disabled, configured digital outputs. */
public enum SafeReason implements Coded {
  /** It does not: it drives what was asked for. */
  NONE(0),

  /** There is no {@code phys_output_io}, or nothing has been published in it. */
  NO_OUTPUT(1),

  /** {@code phys_output_io} is too old, or its writer has gone. */
  OUTPUT_STALE(2),

  /**
   * It is fresh, and what it copied from {@code control_state} is too old: no voltage and drives
   * disabled, the other outputs go on.
   */
  CONTROLLER_STALE(3),

  /** {@code phys_output_io} says emergency stop. */
  EMERGENCY_STOP(4),

  /** One of these was the case and is not now; a reset is needed, for so it is configured. */
  LATCHED(5),

  /** What was asked for is no number. */
  INVALID_OUTPUT(6);

  private static final SafeReason[] ALL = values();

  private final int code;

  SafeReason(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #OUTPUT_STALE}. Timing: hot. */
  public static SafeReason ofCode(long code) {
    return Coded.of(ALL, code, OUTPUT_STALE);
  }
}
