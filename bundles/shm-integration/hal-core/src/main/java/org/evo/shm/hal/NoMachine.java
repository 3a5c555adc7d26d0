// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.ActuatorFields;
import org.evo.shm.contract.physinput.AxisSensorFields;
import org.evo.shm.contract.physinput.IoBankFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;

/** What is published of axes, inputs and outputs when no driver has any. */
final class NoMachine implements Machine {

  private static final AxisSensorFields AXIS = PhysInputIo.AXIS;
  private static final IoBankFields IO = PhysInputIo.IO;
  private static final ActuatorFields ACTUATOR = PhysInputIo.ACTUATOR;

  @Override
  public void cycle(long nowNs) {
    // There is nothing to measure and nothing to drive.
  }

  @Override
  public boolean needsReset() {
    return false;
  }

  @Override
  public void store(MutableRecord record, long nowNs) {
    AXIS.stamp().store(record, nowNs, Quality.BAD);
    AXIS.axisCount().set(record, 0);
    IO.stamp().store(record, nowNs, Quality.BAD);
    IO.digitalIn().set(record, 0);
    ACTUATOR.stamp().store(record, nowNs, Quality.BAD);
    ACTUATOR.safeReason().set(record, 0);
    ACTUATOR.outputHeartbeat().set(record, 0);
    ACTUATOR.outputTimeNs().set(record, 0);
    ACTUATOR.sensorTimeNs().set(record, 0);
    ACTUATOR.digitalOut().set(record, 0);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      storeAxis(record, axis);
    }
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      IO.analogInV().set(record, channel, Double.NaN);
      ACTUATOR.analogOutV().set(record, channel, Double.NaN);
    }
  }

  private static void storeAxis(MutableRecord record, int axis) {
    AXIS.positionMm().set(record, axis, Double.NaN);
    AXIS.velocityMmPerS().set(record, axis, Double.NaN);
    AXIS.encoderCounts().set(record, axis, 0);
    AXIS.status().set(record, axis, 0);
    ACTUATOR.commandV().set(record, axis, Double.NaN);
    ACTUATOR.enabled().set(record, axis, false);
  }
}
