// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

/** Bits of {@code axis.status} in {@code phys_input_io}. They never change their meaning. */
public final class AxisStatus {

  /** There is such an axis. */
  public static final int PRESENT = 1;

  /** The drive could be enabled. */
  public static final int DRIVE_READY = 1 << 1;

  /** The drive is enabled and follows its command. */
  public static final int DRIVE_ENABLED = 1 << 2;

  /** The end switch in the negative direction is pressed: the drive does not push further. */
  public static final int LIMIT_NEGATIVE = 1 << 3;

  /** The end switch in the positive direction is pressed: the drive does not push further. */
  public static final int LIMIT_POSITIVE = 1 << 4;

  /** The home switch is pressed. */
  public static final int HOME_SWITCH = 1 << 5;

  /**
   * The drive was switched off while it was enabled: it stays off until its enable bit has been
   * seen off, so that nothing starts to move by itself.
   */
  public static final int RESTART_LOCK = 1 << 6;

  private AxisStatus() {}

  /** Whether {@code bit} is set in {@code status}. Timing: hot. */
  public static boolean has(long status, int bit) {
    return (status & bit) != 0;
  }
}
