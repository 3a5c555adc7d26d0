// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.physinput.AxisStatus;

/** Whether a drive does as it is told. Owned by one thread. Hot. */
final class DriveWatch {

  private boolean wanted;
  private boolean on;
  private long wantedSinceNs;

  /** The drive is to go on. */
  void enable(long nowNs) {
    wanted = true;
    on = false;
    wantedSinceNs = nowNs;
  }

  /** The drive is to be off. */
  void disable() {
    wanted = false;
    on = false;
  }

  /**
   * Looks at what the drive says.
   *
   * @return whether it is not as it is to be: it is locked, went off, or does not go on in time
   */
  boolean fails(AxisSensor sensor, long nowNs, long timeoutNs) {
    if (!wanted) {
      return false;
    }
    boolean enabled = sensor.has(AxisStatus.DRIVE_ENABLED);
    if (sensor.has(AxisStatus.RESTART_LOCK) || on && !enabled) {
      return true;
    }
    on = enabled;
    return !on && nowNs - wantedSinceNs > timeoutNs;
  }

  boolean isWanted() {
    return wanted;
  }

  /** Whether it is on and was to be. */
  boolean isOn() {
    return on;
  }
}
