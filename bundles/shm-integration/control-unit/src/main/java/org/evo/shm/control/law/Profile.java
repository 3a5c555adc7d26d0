// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.law;

/**
 * A setpoint that moves to a target, or brakes, without exceeding a velocity and an acceleration.
 * Both and the target may change at any time; the velocity never jumps. Owned by one thread. Hot.
 */
public final class Profile {

  private double positionMm;
  private double velocityMmPerS;
  private double accelerationMmPerS2;
  private double targetMm;
  private boolean braking;

  /** At rest here, and nowhere to go. */
  public void reset(double atMm) {
    positionMm = atMm;
    targetMm = atMm;
    velocityMmPerS = 0;
    accelerationMmPerS2 = 0;
    braking = false;
  }

  /**
   * Where to go from now on.
   *
   * @param toMm infinite to go on for ever
   */
  public void moveTo(double toMm) {
    targetMm = toMm;
    braking = false;
  }

  /** Comes to rest as soon as it can, wherever that is. */
  public void brake() {
    braking = true;
  }

  /** The zero of the positions has moved: everything is further on by so much. */
  public void shift(double byMm) {
    positionMm += byMm;
    targetMm += byMm;
  }

  /**
   * Lets time pass.
   *
   * @param velocityLimit fastest, in mm/s; 0 comes to rest and stays there until it is more
   * @param accelerationLimit steepest, in mm/s2
   */
  public void step(double seconds, double velocityLimit, double accelerationLimit) {
    double most = accelerationLimit * seconds;
    if (most <= 0) {
      accelerationMmPerS2 = 0;
    } else if (arrives(most, seconds)) {
      go(0, targetMm, seconds);
    } else {
      double wanted = braking ? 0 : wanted(most, seconds, velocityLimit, accelerationLimit);
      double next = Math.max(velocityMmPerS - most, Math.min(velocityMmPerS + most, wanted));
      go(next, positionMm + (velocityMmPerS + next) / 2 * seconds, seconds);
    }
    if (braking && velocityMmPerS == 0) {
      reset(positionMm);
    }
  }

  /** Whether it stands at its target. */
  public boolean isDone() {
    return velocityMmPerS == 0 && Double.compare(positionMm, targetMm) == 0;
  }

  /** Where it is, in mm. */
  public double positionMm() {
    return positionMm;
  }

  /** How fast it moves, in mm/s. */
  public double velocityMmPerS() {
    return velocityMmPerS;
  }

  /** How its velocity changed in the last step, in mm/s2. */
  public double accelerationMmPerS2() {
    return accelerationMmPerS2;
  }

  /** Where it goes, in mm; infinite when it goes on for ever. */
  public double targetMm() {
    return targetMm;
  }

  /** What is left is less than what one step can do. */
  private boolean arrives(double most, double seconds) {
    return !braking
        && Math.abs(velocityMmPerS) <= most
        && Math.abs(targetMm - positionMm) <= most * seconds;
  }

  /** The fastest from which it still comes to rest at the target. */
  private double wanted(double most, double seconds, double limit, double acceleration) {
    double direction = targetMm < positionMm ? -1 : 1;
    double left = (targetMm - positionMm) * direction;
    double towards = velocityMmPerS * direction;
    // The path of this step, (towards + next) / 2 * seconds, and that of braking from next,
    // next^2 / 2 / acceleration, make up what is left.
    double root = most * most / 4 + 2 * acceleration * left - most * towards;
    double next = root < 0 ? Double.NEGATIVE_INFINITY : Math.sqrt(root) - most / 2;
    return Math.min(next, limit) * direction;
  }

  private void go(double velocity, double toMm, double seconds) {
    accelerationMmPerS2 = (velocity - velocityMmPerS) / seconds;
    velocityMmPerS = velocity;
    positionMm = toMm;
  }
}
