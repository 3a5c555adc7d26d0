// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

/**
 * What was asked of an axis with MOVE, anything possible. Immutable.
 *
 * @param targetMm where to go
 * @param velocityMmPerS fastest way there, NaN for the axis' own limit
 * @param accelerationMmPerS2 steepest way there, NaN for the axis' own limit
 */
public record Motion(double targetMm, double velocityMmPerS, double accelerationMmPerS2) {

  /** Why it can never be done, empty when it can. */
  String mistake() {
    if (!Double.isFinite(targetMm)) {
      return "a target of " + targetMm + " mm is not possible";
    }
    if (velocityMmPerS < 0 || Double.isInfinite(velocityMmPerS)) {
      return "a velocity of " + velocityMmPerS + " mm/s is not possible";
    }
    if (accelerationMmPerS2 <= 0 || Double.isInfinite(accelerationMmPerS2)) {
      return "an acceleration of " + accelerationMmPerS2 + " mm/s2 is not possible";
    }
    return "";
  }
}
