// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.output;

import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physoutput.AxisOutputFields;
import org.evo.shm.contract.physoutput.OutputFields;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeWriter;

/** Publishes {@code phys_output_io} as its module would. Owned by one thread. */
public final class OutputRecord {

  private static final AxisOutputFields AXIS = PhysOutputIo.AXIS_OUTPUT;
  private static final OutputFields OUTPUT = PhysOutputIo.OUTPUT;

  private final FakeWriter writer;
  private final double[] commandV = new double[Axes.COUNT];
  private final boolean[] enable = new boolean[Axes.COUNT];
  private double analogV;
  private boolean emergencyStop;
  private long resetSequence;
  private long digital;
  private long heartbeat;

  public OutputRecord(FakeManager manager) {
    writer =
        (FakeWriter)
            manager.createWriter(
                SegmentSpec.named(PhysOutputIo.SEGMENT).record(PhysOutputIo.LAYOUT).build());
  }

  /** Asks for an axis' drive. */
  public OutputRecord axis(int axis, double volts, boolean on) {
    commandV[axis] = volts;
    enable[axis] = on;
    return this;
  }

  /** Asks for the other outputs. */
  public OutputRecord banks(long digitalOut, double analogOutV) {
    digital = digitalOut;
    analogV = analogOutV;
    return this;
  }

  /** Asks for an emergency stop. */
  public OutputRecord emergencyStop(boolean active) {
    emergencyStop = active;
    return this;
  }

  /** Says that a reset was commanded. */
  public OutputRecord reset(long sequence) {
    resetSequence = sequence;
    return this;
  }

  /** Publishes with a controller that is as fresh. */
  public void publish(long nowNs) {
    publish(nowNs, nowNs);
  }

  /**
   * Publishes.
   *
   * @param controlTimeNs when the controller published, 0 for never
   */
  public void publish(long nowNs, long controlTimeNs) {
    MutableRecord record = writer.begin();
    PhysOutputIo.HEADER.publishTimeNs().set(record, nowNs);
    PhysOutputIo.HEADER.heartbeat().set(record, ++heartbeat);
    AXIS.controlTimeNs().set(record, controlTimeNs);
    AXIS.sensorTimeNs().set(record, controlTimeNs - 1);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      AXIS.commandV().set(record, axis, commandV[axis]);
      AXIS.enable().set(record, axis, enable[axis]);
    }
    OUTPUT.emergencyStop().set(record, emergencyStop);
    OUTPUT.resetSequence().set(record, resetSequence);
    OUTPUT.digitalOut().set(record, digital);
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      OUTPUT.analogOutV().set(record, channel, analogV);
    }
    writer.commit();
  }

  /** The module dies. */
  public void die() {
    writer.close();
  }
}
