// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import java.util.Collections;
import java.util.List;
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
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.OnStale;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;

/** HAL with axis-sim: the machine stays when the module is killed. Owned by one thread. */
final class SimulatedHal implements CyclicTask {

  private static final InputPolicy POLICY = InputPolicy.ofMs(50, OnStale.SAFE);
  private static final AxisSettings AXIS =
      new AxisSettings(10, 20, 0.2, 5, 50, 1000, new AxisSettings.Travel(0, 500, 5, 20, 100), 1000);

  private final ShmLifecycleManager manager;
  private final RetryTimer timer;
  private final AxisSimulation machine = new AxisSimulation(Collections.nCopies(Axes.COUNT, AXIS));
  private OutputGate gate;
  private SegmentKeeper keeper;
  private RecordPublisher publisher;

  SimulatedHal(ShmLifecycleManager manager, RetryTimer timer) {
    this.manager = manager;
    this.timer = timer;
    start();
  }

  void start() {
    InputLink link =
        new InputLink(manager, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER, timer, POLICY);
    link.start();
    gate =
        new OutputGate(
            link, new OutputSettings(POLICY, POLICY, 0, Collections.nCopies(IoBanks.ANALOG, 0.0)));
    ModuleCondition condition =
        new ModuleCondition(PhysInputIo.MODULE, List.of(PhysInputIo.SEGMENT));
    keeper =
        SegmentKeeper.ofRecord(manager, PhysInputIo.MODULE, PhysInputIo.LAYOUT, timer, condition);
    keeper.claim();
    publisher =
        new RecordPublisher(keeper, condition, new HeaderStamp(PhysInputIo.HEADER), this::fill);
  }

  /** The module is gone, and what it drove with it; the machine rolls out. */
  void die() {
    gate.close();
    keeper.close();
  }

  OutputGate gate() {
    return gate;
  }

  @Override
  public CycleSpec spec() {
    return new CycleSpec("hal", 1000, 0);
  }

  @Override
  public void cycle(long nowNs) {
    machine.advance(nowNs, gate.outputs());
    gate.cycle(nowNs);
    machine.drive(gate.outputs());
    publisher.publish(nowNs);
  }

  private void fill(MutableRecord record, long nowNs) {
    machine.store(record, nowNs, gate.outputs());
    gate.outputs().store(record, nowNs);
  }
}
