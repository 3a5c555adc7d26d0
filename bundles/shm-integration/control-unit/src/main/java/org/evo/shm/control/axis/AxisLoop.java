// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.control.law.AxisParameters;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.control.law.PidLoop;
import org.evo.shm.control.law.Profile;

/** The setpoint of an axis, and the loop that makes it follow. Owned by one thread. Hot. */
final class AxisLoop {

  /** The setpoint is as smooth after a pause, or at a low rate, as always. */
  private static final double MAX_STEP_S = 0.001;

  private final Profile profile = new Profile();
  private final PidLoop pid = new PidLoop();
  private double outputV;
  private double errorMm;
  private boolean beyond;
  private long beyondSinceNs;

  Profile profile() {
    return profile;
  }

  /** At rest where the axis is; nothing is driven. */
  void follow(double positionMm) {
    profile.reset(positionMm);
    pid.reset();
    outputV = 0;
    errorMm = 0;
    beyond = false;
  }

  /** Moves the setpoint and drives the axis after it. */
  void step(
      double seconds,
      double positionMm,
      double velocityMmPerS,
      double velocityLimit,
      double accelerationLimit,
      double accelerationFeedforward,
      AxisParameters parameters) {
    int steps = Math.max(1, (int) Math.ceil(seconds / MAX_STEP_S));
    for (int i = 0; i < steps; i++) {
      profile.step(seconds / steps, velocityLimit, accelerationLimit);
    }
    errorMm = profile.positionMm() - positionMm;
    double feedforwardV = accelerationFeedforward * profile.accelerationMmPerS2();
    outputV = pid.step(profile, positionMm, velocityMmPerS, seconds, feedforwardV, parameters);
  }

  /** Whether the following error has been beyond its limit for longer than that. Once a step. */
  boolean isLost(long nowNs, AxisParameters parameters, long toleratedNs) {
    boolean nowBeyond = Math.abs(errorMm) > parameters.get(Parameter.FOLLOWING_ERROR_LIMIT);
    if (nowBeyond && !beyond) {
      beyondSinceNs = nowNs;
    }
    beyond = nowBeyond;
    return beyond && nowNs - beyondSinceNs >= toleratedNs;
  }

  double outputV() {
    return outputV;
  }

  double errorMm() {
    return errorMm;
  }
}
