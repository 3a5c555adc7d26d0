// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.axissim;

import org.evo.shm.contract.physinput.AxisStatus;

/**
 * A mass on a guide with a drive, friction, two end switches, a home switch and an encoder. Owned
 * by one thread. Hot.
 *
 * <p>Velocity first, then position (semi-implicit Euler), friction implicit: no parameter within
 * its limits makes it swing up.
 */
public final class SimulatedAxis {

  private static final double MM_PER_M = 1000;

  private final AxisSettings settings;
  private double positionMm;
  private double velocityMmPerS;
  private double commandV;
  private boolean enabled;

  /** Stands at its start, with the drive disabled. */
  public SimulatedAxis(AxisSettings settings) {
    this.settings = settings;
    this.positionMm = settings.travel().startMm();
  }

  /**
   * What the drive gets from now on.
   *
   * @param volts -10 to 10 V
   * @param on whether it is enabled
   */
  public void drive(double volts, boolean on) {
    commandV = volts;
    enabled = on;
  }

  /** Lets a short time pass. */
  void step(double seconds) {
    velocityMmPerS = limited(rubbed(pushed(seconds), seconds));
    positionMm += velocityMmPerS * seconds;
    stopAtTheEnds();
  }

  /** Counts of the encoder since it was switched on, at the start. */
  long encoderCounts() {
    return (long)
        Math.floor((positionMm - settings.travel().startMm()) * settings.encoderCountsPerMm());
  }

  /** The same in mm. */
  double encoderMm() {
    return encoderCounts() / settings.encoderCountsPerMm();
  }

  double positionMm() {
    return positionMm;
  }

  double velocityMmPerS() {
    return velocityMmPerS;
  }

  /** The switches, as bits of {@link AxisStatus}. */
  int switches() {
    AxisSettings.Travel travel = settings.travel();
    return AxisStatus.PRESENT
        | (positionMm <= travel.minMm() ? AxisStatus.LIMIT_NEGATIVE : 0)
        | (positionMm >= travel.maxMm() ? AxisStatus.LIMIT_POSITIVE : 0)
        | (positionMm <= travel.homeMm() ? AxisStatus.HOME_SWITCH : 0);
  }

  private double pushed(double seconds) {
    return velocityMmPerS + forceN() / settings.massKg() * MM_PER_M * seconds;
  }

  /** A pressed end switch takes the drive's force away in its direction. */
  private double forceN() {
    int switches = switches();
    boolean blocked =
        commandV > 0 && AxisStatus.has(switches, AxisStatus.LIMIT_POSITIVE)
            || commandV < 0 && AxisStatus.has(switches, AxisStatus.LIMIT_NEGATIVE);
    return enabled && !blocked ? commandV * settings.forceNPerV() : 0;
  }

  /** Friction slows down and never turns around: what it could more than stop, it holds. */
  private double rubbed(double velocity, double seconds) {
    double perMassAndTime = MM_PER_M * seconds / settings.massKg();
    double dryN = settings.coulombN() + (enabled ? 0 : settings.brakeN());
    double left = Math.max(0, Math.abs(velocity) - dryN * perMassAndTime);
    return Math.copySign(left / (1 + settings.viscousNsPerMm() * perMassAndTime), velocity);
  }

  private double limited(double velocity) {
    double limit = settings.velocityLimitMmPerS();
    return Math.max(-limit, Math.min(limit, velocity));
  }

  private void stopAtTheEnds() {
    AxisSettings.Travel travel = settings.travel();
    double least = travel.minMm() - travel.overtravelMm();
    double most = travel.maxMm() + travel.overtravelMm();
    if (positionMm < least || positionMm > most) {
      positionMm = Math.max(least, Math.min(most, positionMm));
      velocityMmPerS = 0;
    }
  }
}
