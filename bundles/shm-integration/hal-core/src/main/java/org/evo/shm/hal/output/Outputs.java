// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.output;

import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.ActuatorFields;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/** What is driven now. Changed by {@link OutputGate}, owned by its thread. Hot. */
public final class Outputs {

  private static final ActuatorFields ACTUATOR = PhysInputIo.ACTUATOR;
  private static final double FULL_SCALE_V = 10;

  private final double[] safeAnalogV;
  private final long safeDigital;
  private final double[] commandV = new double[Axes.COUNT];
  private final boolean[] enabled = new boolean[Axes.COUNT];
  private final RestartLock[] locks = new RestartLock[Axes.COUNT];
  private final double[] analogOutV = new double[IoBanks.ANALOG];
  private long digitalOut;
  private SafeReason reason = SafeReason.NO_OUTPUT;
  private long outputHeartbeat;
  private long outputTimeNs;
  private long sensorTimeNs;

  Outputs(OutputSettings settings) {
    safeDigital = settings.safeDigital();
    safeAnalogV = settings.safeAnalogV().stream().mapToDouble(Double::doubleValue).toArray();
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      locks[axis] = new RestartLock();
    }
    safeAll(SafeReason.NO_OUTPUT);
  }

  /** Voltage of an axis' drive. */
  public double commandV(int axis) {
    return commandV[axis];
  }

  /** Whether an axis' drive is enabled. */
  public boolean isEnabled(int axis) {
    return enabled[axis];
  }

  /** Digital outputs. */
  public long digitalOut() {
    return digitalOut;
  }

  /** Voltages of the analog outputs. Not to be changed. */
  public double[] analogOutV() {
    return analogOutV;
  }

  /** Why these are not the outputs that were asked for. */
  public SafeReason reason() {
    return reason;
  }

  /** The drive's bits of {@link AxisStatus}. */
  public int status(int axis) {
    boolean locked = locks[axis].isLocked();
    boolean ready = !locked && reason == SafeReason.NONE;
    return (ready ? AxisStatus.DRIVE_READY : 0)
        | (enabled[axis] ? AxisStatus.DRIVE_ENABLED : 0)
        | (locked ? AxisStatus.RESTART_LOCK : 0);
  }

  /** Stores the group {@code actuator}. */
  public void store(MutableRecord record, long nowNs) {
    ACTUATOR.stamp().store(record, nowNs, Quality.GOOD);
    ACTUATOR.safeReason().set(record, reason.code());
    ACTUATOR.outputHeartbeat().set(record, outputHeartbeat);
    ACTUATOR.outputTimeNs().set(record, outputTimeNs);
    ACTUATOR.sensorTimeNs().set(record, sensorTimeNs);
    ACTUATOR.digitalOut().set(record, digitalOut);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      ACTUATOR.commandV().set(record, axis, commandV[axis]);
      ACTUATOR.enabled().set(record, axis, enabled[axis]);
    }
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      ACTUATOR.analogOutV().set(record, channel, analogOutV[channel]);
    }
  }

  /** Notes which record was looked at. */
  void lookedAt(RecordView asked) {
    outputHeartbeat = PhysOutputIo.HEADER.heartbeat().get(asked);
    outputTimeNs = PhysOutputIo.HEADER.publishTimeNs().get(asked);
  }

  /** Drives what was asked for. */
  void drive(RecordView asked) {
    reason = SafeReason.NONE;
    sensorTimeNs = PhysOutputIo.AXIS_OUTPUT.sensorTimeNs().get(asked);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      boolean wanted = PhysOutputIo.AXIS_OUTPUT.enable().get(asked, axis);
      enabled[axis] = locks[axis].permits(wanted);
      commandV[axis] =
          enabled[axis] ? limited(PhysOutputIo.AXIS_OUTPUT.commandV().get(asked, axis)) : 0;
    }
    driveBanks(asked);
  }

  /** Drives what was asked for but the axes. */
  void driveBanksOnly(RecordView asked, SafeReason why) {
    safeAxes(why);
    driveBanks(asked);
  }

  /** Drives nothing but what is safe. */
  void safeAll(SafeReason why) {
    safeAxes(why);
    digitalOut = safeDigital;
    System.arraycopy(safeAnalogV, 0, analogOutV, 0, analogOutV.length);
  }

  private void safeAxes(SafeReason why) {
    reason = why;
    sensorTimeNs = 0;
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      locks[axis].switchedOff(enabled[axis]);
      enabled[axis] = false;
      commandV[axis] = 0;
    }
  }

  private void driveBanks(RecordView asked) {
    digitalOut = PhysOutputIo.OUTPUT.digitalOut().get(asked);
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      analogOutV[channel] = limited(PhysOutputIo.OUTPUT.analogOutV().get(asked, channel));
    }
  }

  private static double limited(double volts) {
    return Math.max(-FULL_SCALE_V, Math.min(FULL_SCALE_V, volts));
  }
}
