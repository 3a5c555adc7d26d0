// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import java.util.Collections;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.hal.axissim.AxisSettings;
import org.evo.shm.hal.axissim.AxisSimulation;
import org.evo.shm.hal.output.OutputGate;
import org.evo.shm.hal.output.OutputSettings;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;

/** The simulated axes and their safe outputs, as HAL has them. Owned by one thread. */
public final class Hal implements CyclicTask, AutoCloseable {

  /** Where an axis stands at the start, seen from the machine's zero. */
  public static final double START_MM = 100;

  /** Up to where the home switch is pressed. */
  public static final double HOME_MM = 20;

  private static final AxisSettings AXIS =
      new AxisSettings(
          10, 20, 0.2, 5, 50, 1000, new AxisSettings.Travel(0, 500, 5, HOME_MM, START_MM), 1000);

  private final OutputGate gate;
  private final AxisSimulation simulation;
  private final Owner owner;
  private boolean silent;

  /** With as many axes. */
  public Hal(ShmLifecycleManager manager, RetryTimer timer, long maxAgeMs, int axes) {
    InputPolicy policy = InputPolicy.ofMs(maxAgeMs, OnStale.SAFE);
    InputLink link =
        new InputLink(manager, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER, timer, policy);
    link.start();
    gate =
        new OutputGate(
            link, new OutputSettings(policy, policy, 0, Collections.nCopies(IoBanks.ANALOG, 0.0)));
    simulation = new AxisSimulation(Collections.nCopies(axes, AXIS));
    owner =
        new Owner(
            manager, PhysInputIo.MODULE, PhysInputIo.LAYOUT, PhysInputIo.HEADER, timer, this::fill);
  }

  /** With all axes. */
  public static Hal complete(ShmLifecycleManager manager, RetryTimer timer, long maxAgeMs) {
    return new Hal(manager, timer, maxAgeMs, Axes.COUNT);
  }

  /** What is driven. */
  public OutputGate gate() {
    return gate;
  }

  /** Goes on driving, but says nothing any more. */
  public void silence(boolean isSilent) {
    silent = isSilent;
  }

  /** Where the encoder of an axis says that it is. */
  public double positionMm(int axis) {
    MutableRecord now = MutableRecord.of(new byte[PhysInputIo.LAYOUT.sizeBytes()]);
    simulation.store(now, 0, gate.outputs());
    return PhysInputIo.AXIS.positionMm().get(now.view(), axis);
  }

  @Override
  public CycleSpec spec() {
    return new CycleSpec("hal", 1000, 0);
  }

  @Override
  public void cycle(long nowNs) {
    simulation.advance(nowNs, gate.outputs());
    gate.cycle(nowNs);
    simulation.drive(gate.outputs());
    if (!silent) {
      owner.publish(nowNs);
    }
  }

  @Override
  public void close() {
    gate.close();
    owner.close();
  }

  private void fill(MutableRecord record, long nowNs) {
    simulation.store(record, nowNs, gate.outputs());
    gate.outputs().store(record, nowNs);
  }
}
