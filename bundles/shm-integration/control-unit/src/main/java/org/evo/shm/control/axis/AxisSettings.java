// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.control.law.AxisParameters;

/**
 * How one axis is controlled. Immutable; checked by whoever made it.
 *
 * @param parameters position loop and limits, unless commands_config asks for others
 * @param accelerationFeedforward output for each mm/s2 of the setpoint, in V s2/mm
 * @param homing how the machine's zero is found
 * @param watch what is tolerated, and for how long
 */
public record AxisSettings(
    AxisParameters parameters, double accelerationFeedforward, Homing homing, Watch watch) {

  /**
   * How the machine's zero is found: towards the switch, then slowly back until it is released.
   *
   * @param required whether positions can be asked for only when it was found
   * @param velocityMmPerS towards the switch; negative when it is at the negative end
   * @param creepMmPerS back from it, positive
   * @param positionMm position of the axis where the switch is released
   * @param timeoutNs longest that it may take
   */
  public record Homing(
      boolean required,
      double velocityMmPerS,
      double creepMmPerS,
      double positionMm,
      long timeoutNs) {}

  /**
   * What is tolerated, and for how long.
   *
   * @param toleranceMm following error within which an axis is in position
   * @param settleNs for how long it must be, before a motion is done
   * @param followingErrorNs for how long the following error may be beyond its limit
   * @param driveTimeoutNs how long a drive may take to go on
   */
  public record Watch(
      double toleranceMm, long settleNs, long followingErrorNs, long driveTimeoutNs) {}
}
