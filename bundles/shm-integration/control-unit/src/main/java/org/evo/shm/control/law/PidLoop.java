// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.law;

/**
 * The position loop: proportional and integral to the error, derivative of what is measured, and
 * the setpoint's velocity fed forward. Owned by one thread. Hot.
 *
 * <p>The derivative is of the measurement and not of the error, so that no step of a setpoint
 * reaches the output through it. What is fed forward has to make up for that.
 *
 * <p>The integral is kept as a voltage, so that a change of its gain is no jump, and it does not
 * grow while the output is at its limit.
 */
public final class PidLoop {

  private double integralV;

  /** Forgets the past. */
  public void reset() {
    integralV = 0;
  }

  /**
   * One step.
   *
   * @param seconds since the one before
   * @param feedforwardV what is added to the output for the setpoint's acceleration, in V
   * @return the output, in V, within its limit
   */
  public double step(
      Profile setpoint,
      double positionMm,
      double velocityMmPerS,
      double seconds,
      double feedforwardV,
      AxisParameters parameters) {
    double limit = parameters.get(Parameter.OUTPUT_LIMIT);
    double error = setpoint.positionMm() - positionMm;
    double direct =
        parameters.get(Parameter.KP) * error
            - parameters.get(Parameter.KD) * velocityMmPerS
            + parameters.get(Parameter.VELOCITY_FEEDFORWARD) * setpoint.velocityMmPerS()
            + feedforwardV;
    double grown = integralV + parameters.get(Parameter.KI) * error * seconds;
    double wanted = direct + grown;
    boolean pushesOn = wanted > limit && grown > integralV || wanted < -limit && grown < integralV;
    if (!pushesOn) {
      integralV = limited(grown, limit);
    }
    return limited(direct + integralV, limit);
  }

  /** What the integral adds now, in V. */
  public double integralV() {
    return integralV;
  }

  private static double limited(double volts, double limit) {
    return Math.max(-limit, Math.min(limit, volts));
  }
}
