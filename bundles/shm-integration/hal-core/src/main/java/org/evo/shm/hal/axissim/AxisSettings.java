// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.axissim;

/**
 * What one simulated axis is like. Immutable; checked by whoever made it.
 *
 * @param massKg what is moved
 * @param forceNPerV force of the drive for each volt
 * @param viscousNsPerMm friction that grows with the velocity
 * @param coulombN friction that does not
 * @param brakeN what the brake adds while the drive is disabled
 * @param velocityLimitMmPerS what the drive does not exceed, either way
 * @param travel where it can go
 * @param encoderCountsPerMm steps of the encoder
 */
public record AxisSettings(
    double massKg,
    double forceNPerV,
    double viscousNsPerMm,
    double coulombN,
    double brakeN,
    double velocityLimitMmPerS,
    Travel travel,
    double encoderCountsPerMm) {

  /**
   * Positions along an axis, in mm.
   *
   * @param minMm where the negative end switch is
   * @param maxMm where the positive end switch is
   * @param overtravelMm from the end switches to the stops, which nothing passes
   * @param homeMm up to where the home switch is pressed, from the negative end on
   * @param startMm where it stands when the simulation starts
   */
  public record Travel(
      double minMm, double maxMm, double overtravelMm, double homeMm, double startMm) {}
}
