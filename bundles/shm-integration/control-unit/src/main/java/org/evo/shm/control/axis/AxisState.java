// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisFields;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.control.law.AxisParameters;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.control.law.Profile;
import org.evo.shm.layout.MutableRecord;

/**
 * What is known of an axis, and the changes of its mode that several have a reason for. Shared by
 * {@link Axis}, which is asked, and {@link AxisCycle}, which acts. Owned by one thread. Hot.
 */
final class AxisState {

  private static final AxisFields FIELDS = ControlState.AXIS;

  final int index;
  final AxisSensor sensor;
  final DriveWatch drive = new DriveWatch();
  final AxisLoop loop = new AxisLoop();
  final Request request = new Request();
  AxisSettings settings;
  AxisParameters parameters;

  private AxisMode mode = AxisMode.DISABLED;
  private AxisFault fault = AxisFault.NONE;
  private boolean homed;
  private double offsetMm;

  AxisState(int index, AxisSettings settings) {
    this.index = index;
    this.sensor = new AxisSensor(index);
    this.settings = settings;
    this.parameters = settings.parameters();
  }

  AxisMode mode() {
    return mode;
  }

  AxisFault fault() {
    return fault;
  }

  boolean isHomed() {
    return homed;
  }

  Profile profile() {
    return loop.profile();
  }

  /** NaN while the sensors do not say. */
  double positionMm() {
    return sensor.isValid() ? sensor.encoderNowMm() + offsetMm : Double.NaN;
  }

  boolean isMoving() {
    return switch (mode) {
      case MOVING, JOGGING, HOMING -> true;
      default -> false;
    };
  }

  boolean isInPosition() {
    return drive.isOn()
        && (mode == AxisMode.HOLDING || mode == AxisMode.MOVING)
        && profile().isDone()
        && Math.abs(loop.errorMm()) <= settings.watch().toleranceMm();
  }

  /** Without a zero there are no positions that limits could be about. */
  boolean isOutside(double targetMm) {
    return homed
        && (targetMm < parameters.get(Parameter.POSITION_MIN)
            || targetMm > parameters.get(Parameter.POSITION_MAX));
  }

  /** Whether an end switch, or a limit of the positions, leaves no way on. */
  boolean isAtEnd(double direction) {
    double at = profile().positionMm();
    return sensor.isAtEnd(direction)
        || homed && direction > 0 && at >= parameters.get(Parameter.POSITION_MAX)
        || homed && direction < 0 && at <= parameters.get(Parameter.POSITION_MIN);
  }

  /** Does something else from now on; what was under way comes to nothing. */
  void begin(AxisMode how) {
    request.end(CommandResult.FAILED);
    mode = how;
  }

  /** Comes to rest, and then holds. */
  void brake() {
    begin(AxisMode.STOPPING);
    profile().brake();
  }

  /** Stands where it was to go. */
  void arrived() {
    mode = AxisMode.HOLDING;
    request.end(CommandResult.DONE);
  }

  /** The drive is to go on, and to hold the axis where it is. */
  void on(long nowNs) {
    drive.enable(nowNs);
    loop.follow(positionMm());
    mode = AxisMode.HOLDING;
  }

  /** The drive is off. */
  void off(AxisMode newMode) {
    begin(newMode);
    drive.disable();
    loop.follow(positionMm());
  }

  /** Switches the drive off and latches why, unless it has faulted before. */
  void fail(AxisFault why) {
    if (mode != AxisMode.FAULT) {
      off(AxisMode.FAULT);
      fault = why;
    }
  }

  /** Takes the fault back; the drive stays off. */
  void reset() {
    if (mode == AxisMode.FAULT) {
      fault = AxisFault.NONE;
      mode = AxisMode.DISABLED;
    }
  }

  /** Where zero was is not known any more. */
  void zeroLost() {
    homed = false;
  }

  /** The axis is at this position now: the setpoint goes on as it did. */
  void zeroFound(double atMm) {
    double found = atMm - sensor.encoderMm();
    profile().shift(found - offsetMm);
    offsetMm = found;
    homed = true;
    mode = AxisMode.STOPPING;
    profile().brake();
  }

  void store(MutableRecord record) {
    FIELDS.positionMm().set(record, index, positionMm());
    FIELDS
        .velocityMmPerS()
        .set(record, index, sensor.isValid() ? sensor.velocityMmPerS() : Double.NaN);
    FIELDS.accelerationMmPerS2().set(record, index, profile().accelerationMmPerS2());
    FIELDS.setpointMm().set(record, index, profile().positionMm());
    FIELDS.setpointVelocityMmPerS().set(record, index, profile().velocityMmPerS());
    double targetMm = profile().targetMm();
    FIELDS.targetMm().set(record, index, Double.isFinite(targetMm) ? targetMm : Double.NaN);
    FIELDS.followingErrorMm().set(record, index, loop.errorMm());
    FIELDS.outputV().set(record, index, loop.outputV());
    FIELDS.enable().set(record, index, drive.isWanted());
    FIELDS.mode().set(record, index, mode.code());
    FIELDS.fault().set(record, index, fault.code());
    FIELDS.status().set(record, index, sensor.status());
    FIELDS.homed().set(record, index, homed);
    FIELDS.inPosition().set(record, index, isInPosition());
    FIELDS.requestSequence().set(record, index, request.sequence());
    FIELDS.requestResult().set(record, index, request.result().code());
    parameters.store(record, ControlState.PARAMETER, index);
  }
}
