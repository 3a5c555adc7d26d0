// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import org.evo.shm.SegmentWriter;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.liaison.command.CommandRing;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.HeaderStamp;
import org.evo.shm.module.kit.ModuleCondition;
import org.evo.shm.module.kit.RecordPublisher;
import org.evo.shm.module.kit.SegmentKeeper;

/** Takes what was sent into the ring and publishes it, once a cycle. Hot. */
final class PublishTask implements CyclicTask {

  private final CycleSpec spec;
  private final CommandRing ring;
  private final SegmentKeeper keeper;
  private final ModuleCondition condition;
  private final RecordPublisher publisher;
  private SegmentWriter known;

  /**
   * @param ring shared by all tasks that follow each other
   */
  PublishTask(
      CycleSpec spec,
      CommandRing ring,
      SegmentKeeper keeper,
      ModuleCondition condition,
      HeaderStamp header) {
    this.spec = spec;
    this.ring = ring;
    this.keeper = keeper;
    this.condition = condition;
    this.publisher = new RecordPublisher(keeper, condition, header, this::fill);
  }

  @Override
  public CycleSpec spec() {
    return spec;
  }

  @Override
  public void refused(ShmException why) {
    condition.loopRefused(why.getMessage());
  }

  @Override
  public void cycle(long nowNs) {
    SegmentWriter writer = keeper.writer();
    if (writer != null) {
      if (writer != known) {
        inherit(writer);
        known = writer;
      }
      // Without a segment commands stay with their senders, who take them back in time.
      ring.take(nowNs);
    }
    publisher.publish(nowNs);
    condition.degraded(ModuleFault.EMERGENCY_STOP, ring.isStopped(), "emergency stop");
  }

  /** The module before may have been killed: what it said is still in its segment. */
  private void inherit(SegmentWriter writer) {
    try {
      MutableRecord last = writer.beginUpdate();
      try {
        ring.inherit(last.view());
      } finally {
        writer.abort();
      }
    } catch (ShmException nothing) {
      // A new segment, or one that is being published again: there is nothing to go on from.
      return;
    }
  }

  private void fill(MutableRecord record, long nowNs) {
    ring.store(record);
  }
}
