// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import java.util.Arrays;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RequestFields;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;

/**
 * Passes the outputs of {@code control_state} on, as the Recipe Executor does, and requests what a
 * test wants. Owned by one thread.
 */
public final class Recipe implements CyclicTask, AutoCloseable {

  private static final RequestFields REQUEST = PhysOutputIo.REQUEST;

  private final InputLink control;
  private final Owner owner;
  private final long[] sequences = new long[Axes.COUNT];
  private final long[] kinds = new long[Axes.COUNT];
  private final double[] targetsMm = new double[Axes.COUNT];
  private final double[] velocities = new double[Axes.COUNT];
  private final double[] accelerations = new double[Axes.COUNT];
  private long newest;
  private boolean silent;

  /**
   * @param firstSequence sequences of requests are above that
   */
  public Recipe(ShmLifecycleManager manager, RetryTimer timer, long maxAgeMs, long firstSequence) {
    newest = firstSequence;
    Arrays.fill(velocities, Double.NaN);
    Arrays.fill(accelerations, Double.NaN);
    control =
        new InputLink(
            manager,
            ControlState.LAYOUT,
            ControlState.HEADER,
            timer,
            InputPolicy.ofMs(maxAgeMs, OnStale.SAFE));
    control.start();
    owner =
        new Owner(
            manager,
            PhysOutputIo.MODULE,
            PhysOutputIo.LAYOUT,
            PhysOutputIo.HEADER,
            timer,
            this::fill);
  }

  /** Requests something of an axis from the next cycle on. */
  public long request(int axis, RequestKind kind, double targetMm) {
    return request(axis, kind.code(), targetMm, Double.NaN, Double.NaN);
  }

  /** The same with limits, and with kinds that there are not. */
  public long request(
      int axis, int kind, double targetMm, double velocityLimit, double accelerationLimit) {
    sequences[axis] = ++newest;
    kinds[axis] = kind;
    targetsMm[axis] = targetMm;
    velocities[axis] = velocityLimit;
    accelerations[axis] = accelerationLimit;
    return newest;
  }

  /** Goes on running, but publishes no more. */
  public void silence(boolean isSilent) {
    silent = isSilent;
  }

  @Override
  public CycleSpec spec() {
    return new CycleSpec("recipe", 1000, 200);
  }

  @Override
  public void cycle(long nowNs) {
    control.poll(nowNs);
    if (!silent) {
      owner.publish(nowNs);
    }
  }

  @Override
  public void close() {
    control.close();
    owner.close();
  }

  private void fill(MutableRecord record, long nowNs) {
    RecordView state = control.view();
    PhysOutputIo.AXIS_OUTPUT.controlTimeNs().set(record, control.publishTimeNs());
    PhysOutputIo.AXIS_OUTPUT
        .sensorTimeNs()
        .set(record, ControlState.INPUT.sensorTimeNs().get(state));
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      PhysOutputIo.AXIS_OUTPUT
          .commandV()
          .set(record, axis, ControlState.AXIS.outputV().get(state, axis));
      PhysOutputIo.AXIS_OUTPUT
          .enable()
          .set(record, axis, ControlState.AXIS.enable().get(state, axis));
      REQUEST.sequence().set(record, axis, sequences[axis]);
      REQUEST.kind().set(record, axis, kinds[axis]);
      REQUEST.targetMm().set(record, axis, targetsMm[axis]);
      REQUEST.velocityLimitMmPerS().set(record, axis, velocities[axis]);
      REQUEST.accelerationLimitMmPerS2().set(record, axis, accelerations[axis]);
    }
    PhysOutputIo.OUTPUT.emergencyStop().set(record, ControlState.SAFETY.emergencyStop().get(state));
    PhysOutputIo.OUTPUT.resetSequence().set(record, ControlState.SAFETY.resetSequence().get(state));
    PhysOutputIo.OUTPUT.digitalOut().set(record, 0);
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      PhysOutputIo.OUTPUT.analogOutV().set(record, channel, 0);
    }
  }
}
