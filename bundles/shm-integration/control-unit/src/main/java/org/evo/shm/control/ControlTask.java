// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import org.evo.shm.contract.CycleFields;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.cycle.DeadlineClass;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;

/** Reads, controls and publishes, once a cycle. Hot. */
final class ControlTask implements CyclicTask {

  private static final CycleFields CYCLE = ControlState.CYCLE;

  private final CycleSpec spec;
  private final ControlUnit unit;
  private final SegmentKeeper keeper;
  private final ModuleCondition condition;
  private final RecordPublisher publisher;

  /** Null for a caller that counts nothing. */
  private CycleView loop;

  ControlTask(
      CycleSpec spec,
      ControlUnit unit,
      SegmentKeeper keeper,
      ModuleCondition condition,
      HeaderStamp header) {
    this.spec = spec;
    this.unit = unit;
    this.keeper = keeper;
    this.condition = condition;
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
  public void cycle(long nowNs) {
    unit.read(nowNs);
    if (loop != null) {
      loop.inputsRead();
    }
    unit.charge(keeper.writer() != null, nowNs);
    unit.cycle(nowNs);
    publisher.publish(nowNs);
  }

  @Override
  public void refused(ShmException why) {
    condition.loopRefused(why.getMessage());
  }

  private void fill(MutableRecord record, long nowNs) {
    unit.store(record);
    CYCLE.rateHz().set(record, spec.rateHz());
    if (loop != null) {
      CYCLE.cycles().set(record, loop.cycles());
      CYCLE.deadlineMissesA().set(record, loop.misses(DeadlineClass.A));
      CYCLE.deadlineMissesB().set(record, loop.misses(DeadlineClass.B));
      CYCLE.overruns().set(record, loop.overruns());
      CYCLE.skipped().set(record, loop.skipped());
      CYCLE.lastDurationNs().set(record, loop.lastDurationNs());
      CYCLE.maxDurationNs().set(record, loop.maxDurationNs());
      CYCLE.lastLatenessNs().set(record, loop.lastLatenessNs());
      CYCLE.maxLatenessNs().set(record, loop.maxLatenessNs());
    }
  }
}
