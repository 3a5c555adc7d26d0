// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.control.law.Profile;
import org.evo.shm.layout.RecordView;

/** What an axis does by itself, in each cycle. Owned by one thread. Hot. */
final class AxisCycle {

  private static final double FULL_PERCENT = 100;

  private final AxisState axis;
  private final Homing homing = new Homing();
  private double askedVelocity;
  private double askedAcceleration;
  private long settlingSinceNs;

  AxisCycle(AxisState axis) {
    this.axis = axis;
  }

  /** Goes to a place, as fast and as steeply as the axis may where NaN is asked for. */
  void go(AxisMode how, double targetMm, double velocity, double acceleration, long nowNs) {
    axis.begin(how);
    axis.profile().moveTo(targetMm);
    askedVelocity = velocity;
    askedAcceleration = acceleration;
    settlingSinceNs = nowNs;
  }

  /** Looks for the machine's zero. */
  void home(long nowNs) {
    axis.begin(AxisMode.HOMING);
    axis.zeroLost();
    homing.begin(nowNs, axis.profile(), axis.sensor, axis.settings.homing());
  }

  /** Takes what the sensors say, and faults when it cannot go on with that. */
  void observe(RecordView sensors, boolean fresh, boolean usable, long nowNs) {
    if (axis.sensor.take(sensors, fresh, nowNs)) {
      axis.zeroLost();
      lost(AxisFault.SENSOR_LOST);
    }
    if (!axis.sensor.isValid() || !usable) {
      lost(AxisFault.SENSOR_LOST);
    } else if (axis.drive.fails(axis.sensor, nowNs, axis.settings.watch().driveTimeoutNs())) {
      lost(AxisFault.DRIVE_OFF);
    }
  }

  /** Moves the setpoint on and drives the axis. */
  void control(long nowNs, double seconds, double overridePercent) {
    if (axis.drive.isOn()) {
      decide(nowNs);
    }
    if (axis.drive.isOn()) {
      drive(nowNs, seconds, overridePercent);
    } else if (!axis.isMoving()) {
      // A motion that was asked for begins when the drive is on; the axis stands until then.
      axis.loop.follow(axis.positionMm());
    }
  }

  private void drive(long nowNs, double seconds, double overridePercent) {
    axis.loop.step(
        seconds,
        axis.positionMm(),
        axis.sensor.velocityMmPerS(),
        velocityLimit(overridePercent),
        accelerationLimit(),
        axis.settings.accelerationFeedforward(),
        axis.parameters);
    if (axis.loop.isLost(nowNs, axis.parameters, axis.settings.watch().followingErrorNs())) {
      axis.fail(AxisFault.FOLLOWING_ERROR);
    } else if (isThere(nowNs)) {
      axis.arrived();
    }
  }

  private void decide(long nowNs) {
    Profile profile = axis.profile();
    switch (axis.mode()) {
      case MOVING -> {
        if (axis.sensor.isAtEnd(profile.velocityMmPerS())) {
          axis.fail(AxisFault.LIMIT_SWITCH);
        } else if (axis.isOutside(profile.targetMm())) {
          axis.brake();
        }
      }
      case JOGGING -> {
        if (axis.sensor.isAtEnd(profile.velocityMmPerS()) || axis.isOutside(profile.targetMm())) {
          axis.brake();
        }
      }
      case HOMING -> goHome(nowNs);
      default -> {
        // It stands, or comes to rest.
      }
    }
  }

  private void goHome(long nowNs) {
    switch (homing.step(nowNs, axis.profile(), axis.sensor, axis.settings.homing())) {
      case FOUND -> axis.zeroFound(axis.settings.homing().positionMm());
      case FAILED -> axis.fail(AxisFault.HOMING_FAILED);
      case UNDER_WAY -> {
        // The setpoint goes where it was told.
      }
    }
  }

  private boolean isThere(long nowNs) {
    if (!axis.isInPosition()) {
      settlingSinceNs = nowNs;
    }
    return switch (axis.mode()) {
      case MOVING ->
          axis.isInPosition() && nowNs - settlingSinceNs >= axis.settings.watch().settleNs();
      case STOPPING, JOGGING -> axis.profile().isDone();
      // It was asked to be enabled, and now it is.
      case HOLDING -> axis.request.isActive();
      default -> false;
    };
  }

  private void lost(AxisFault why) {
    if (axis.drive.isWanted()) {
      axis.fail(why);
    }
  }

  private double velocityLimit(double overridePercent) {
    double limit = axis.parameters.get(Parameter.VELOCITY_LIMIT);
    return switch (axis.mode()) {
      case MOVING, JOGGING -> least(askedVelocity, limit) * overridePercent / FULL_PERCENT;
      case HOMING -> Math.min(homing.velocityLimit(axis.settings.homing()), limit);
      default -> limit;
    };
  }

  /** What only brakes may do so as steeply as the axis can. */
  private double accelerationLimit() {
    double limit = axis.parameters.get(Parameter.ACCELERATION_LIMIT);
    return axis.mode() == AxisMode.MOVING ? least(askedAcceleration, limit) : limit;
  }

  private static double least(double asked, double limit) {
    return Double.isNaN(asked) ? limit : Math.min(asked, limit);
  }
}
