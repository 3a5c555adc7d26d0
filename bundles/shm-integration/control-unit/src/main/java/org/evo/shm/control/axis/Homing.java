// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.control.law.Profile;

/**
 * The way to the machine's zero: towards the home switch until it is pressed, to rest, and slowly
 * back until it is released. Where that is, is known. Owned by one thread. Hot.
 */
final class Homing {

  /** How far it is. */
  enum Progress {
    /** It goes on. */
    UNDER_WAY,
    /** The switch was released in this cycle. */
    FOUND,
    /** It took too long, an end came before the switch, or the switch was too short. */
    FAILED
  }

  private enum Phase {
    SEEK,
    BRAKE,
    LEAVE
  }

  private Phase phase = Phase.SEEK;
  private long sinceNs;

  void begin(long nowNs, Profile profile, AxisSensor sensor, AxisSettings.Homing settings) {
    sinceNs = nowNs;
    phase = sensor.has(AxisStatus.HOME_SWITCH) ? Phase.BRAKE : Phase.SEEK;
    if (phase == Phase.SEEK) {
      profile.moveTo(infinitely(settings.velocityMmPerS()));
    } else {
      profile.brake();
    }
  }

  /** Decides where the setpoint is to go now. Once a cycle. */
  Progress step(long nowNs, Profile profile, AxisSensor sensor, AxisSettings.Homing settings) {
    if (nowNs - sinceNs > settings.timeoutNs()) {
      return Progress.FAILED;
    }
    boolean pressed = sensor.has(AxisStatus.HOME_SWITCH);
    return switch (phase) {
      case SEEK -> seek(pressed, profile, sensor);
      case BRAKE -> brake(pressed, profile, settings);
      case LEAVE -> leave(pressed, profile, sensor);
    };
  }

  /** The fastest that the setpoint may move now, in mm/s. */
  double velocityLimit(AxisSettings.Homing settings) {
    return phase == Phase.LEAVE ? settings.creepMmPerS() : Math.abs(settings.velocityMmPerS());
  }

  private Progress seek(boolean pressed, Profile profile, AxisSensor sensor) {
    if (pressed) {
      phase = Phase.BRAKE;
      profile.brake();
      return Progress.UNDER_WAY;
    }
    return sensor.isAtEnd(profile.velocityMmPerS()) ? Progress.FAILED : Progress.UNDER_WAY;
  }

  private Progress brake(boolean pressed, Profile profile, AxisSettings.Homing settings) {
    if (!profile.isDone()) {
      return Progress.UNDER_WAY;
    }
    if (!pressed) {
      return Progress.FAILED;
    }
    phase = Phase.LEAVE;
    profile.moveTo(infinitely(-settings.velocityMmPerS()));
    return Progress.UNDER_WAY;
  }

  private static Progress leave(boolean pressed, Profile profile, AxisSensor sensor) {
    if (!pressed) {
      return Progress.FOUND;
    }
    return sensor.isAtEnd(profile.velocityMmPerS()) ? Progress.FAILED : Progress.UNDER_WAY;
  }

  private static double infinitely(double direction) {
    return Math.copySign(Double.POSITIVE_INFINITY, direction);
  }
}
