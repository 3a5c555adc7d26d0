// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.axissim;

import java.util.List;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.AxisSensorFields;
import org.evo.shm.contract.physinput.IoBankFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.hal.output.Outputs;
import org.evo.shm.layout.MutableRecord;

/**
 * All simulated axes, inputs and outputs. Time is the loop's: what passes between two cycles is
 * done in steps of at most {@value #MAX_STEP_NS} ns; of a pause no more than {@value
 * #MAX_PASSED_NS} ns pass. Owned by the publishing task. Hot.
 */
public final class AxisSimulation {

  static final long MAX_STEP_NS = 250_000;
  static final long MAX_PASSED_NS = 100_000_000;

  private static final AxisSensorFields AXIS = PhysInputIo.AXIS;
  private static final IoBankFields IO = PhysInputIo.IO;
  private static final double NS_PER_S = 1e9;

  private final SimulatedAxis[] axes;
  private final SimulatedIo io = new SimulatedIo();
  private boolean started;
  private long lastNs;
  private long elapsedNs;

  /**
   * @param settings one for each axis, {@value Axes#COUNT} at most
   */
  public AxisSimulation(List<AxisSettings> settings) {
    axes = settings.stream().map(SimulatedAxis::new).toArray(SimulatedAxis[]::new);
  }

  /** Lets the time up to {@code nowNs} pass, with the outputs as they were driven last. */
  public void advance(long nowNs, Outputs driven) {
    long passedNs = started ? Math.max(0, Math.min(MAX_PASSED_NS, nowNs - lastNs)) : 0;
    started = true;
    lastNs = nowNs;
    elapsedNs += passedNs;
    long steps = (passedNs + MAX_STEP_NS - 1) / MAX_STEP_NS;
    for (SimulatedAxis axis : axes) {
      for (long i = 0; i < steps; i++) {
        axis.step(passedNs / NS_PER_S / steps);
      }
    }
    io.update(elapsedNs, isMoving(), driven.digitalOut(), driven.analogOutV());
  }

  /** Drives the axes from now on. */
  public void drive(Outputs outputs) {
    for (int i = 0; i < axes.length; i++) {
      axes[i].drive(outputs.commandV(i), outputs.isEnabled(i));
    }
  }

  /** Stores the groups {@code axis} and {@code io}. */
  public void store(MutableRecord record, long nowNs, Outputs driven) {
    AXIS.stamp().store(record, nowNs, Quality.GOOD);
    AXIS.axisCount().set(record, axes.length);
    for (int i = 0; i < Axes.COUNT; i++) {
      if (i < axes.length) {
        storeAxis(record, i, driven.status(i));
      } else {
        storeNone(record, i);
      }
    }
    IO.stamp().store(record, nowNs, Quality.GOOD);
    IO.digitalIn().set(record, io.digitalIn());
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      IO.analogInV().set(record, channel, io.analogInV(channel));
    }
  }

  /** Where an axis really is, for tests: its encoder does not know. */
  SimulatedAxis axis(int index) {
    return axes[index];
  }

  private boolean isMoving() {
    for (SimulatedAxis axis : axes) {
      if (axis.velocityMmPerS() != 0) {
        return true;
      }
    }
    return false;
  }

  private void storeAxis(MutableRecord record, int index, int driveStatus) {
    SimulatedAxis axis = axes[index];
    AXIS.positionMm().set(record, index, axis.encoderMm());
    AXIS.velocityMmPerS().set(record, index, axis.velocityMmPerS());
    AXIS.encoderCounts().set(record, index, axis.encoderCounts());
    AXIS.status().set(record, index, axis.switches() | driveStatus);
  }

  private static void storeNone(MutableRecord record, int index) {
    AXIS.positionMm().set(record, index, Double.NaN);
    AXIS.velocityMmPerS().set(record, index, Double.NaN);
    AXIS.encoderCounts().set(record, index, 0);
    AXIS.status().set(record, index, 0);
  }
}
