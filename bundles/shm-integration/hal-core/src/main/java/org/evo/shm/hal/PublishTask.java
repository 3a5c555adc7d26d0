// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;
import org.evo.shm.hal.host.HostSamples;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;

/**
 * Measures, drives and publishes, once a cycle. Hot: what blocks or allocates was done by the
 * driver, or is left to the keeper.
 */
final class PublishTask implements CyclicTask {

  private final CycleSpec spec;
  private final Inputs inputs;
  private final Machine machine;
  private final ModuleCondition condition;
  private final DriverReport drivers;
  private final RecordPublisher publisher;
  private HostSamples samples;

  /** Null for a caller that counts no deadlines. */
  private CycleView loop;

  PublishTask(
      CycleSpec spec,
      Inputs inputs,
      Machine machine,
      SegmentKeeper keeper,
      ModuleCondition condition,
      HeaderStamp header) {
    this.spec = spec;
    this.inputs = inputs;
    this.machine = machine;
    this.condition = condition;
    this.drivers = new DriverReport(condition);
    this.publisher = new RecordPublisher(keeper, condition, header, this::fill);
  }

  @Override
  public CycleSpec spec() {
    return spec;
  }

  @Override
  public void joined(CycleView joinedLoop) {
    loop = joinedLoop;
  }

  @Override
  public void refused(ShmException why) {
    condition.loopRefused(why.getMessage());
  }

  @Override
  public void cycle(long nowNs) {
    samples = inputs.latest().get();
    drivers.stalled(nowNs - samples.passNs() > inputs.maxAgeNs());
    machine.cycle(nowNs);
    if (loop != null) {
      loop.inputsRead();
    }
    condition.degraded(
        ModuleFault.RESET_NEEDED, machine.needsReset(), "outputs are safe until a reset");
    publisher.publish(nowNs);
  }

  private void fill(MutableRecord record, long nowNs) {
    samples.store(record, nowNs, inputs.maxAgeNs());
    machine.store(record, nowNs);
  }
}
