// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.SegmentWriter;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.layout.MutableRecord;

/**
 * Publishes one record a cycle in the module's segment, while it has one. Owned by the publishing
 * task. Hot.
 */
public final class RecordPublisher {

  private final SegmentKeeper keeper;
  private final ModuleCondition condition;
  private final HeaderStamp header;
  private final RecordFiller filler;
  private SegmentWriter announced;

  /**
   * @param header shared by all publishers of one segment that follow each other
   */
  public RecordPublisher(
      SegmentKeeper keeper, ModuleCondition condition, HeaderStamp header, RecordFiller filler) {
    this.keeper = keeper;
    this.condition = condition;
    this.header = header;
    this.filler = filler;
  }

  /**
   * Publishes, or leaves it when there is no segment now. What the filler throws comes out of here,
   * and readers keep the record before.
   *
   * @return whether a record was published
   */
  public boolean publish(long nowNs) {
    header.cycle();
    condition.loopRuns(nowNs);
    SegmentWriter writer = keeper.writer();
    if (writer == null) {
      return false;
    }
    try {
      announce(writer);
      write(writer, nowNs);
      return true;
    } catch (HandleClosedException e) {
      keeper.lost(writer, e);
    } catch (SegmentBusyException | CorruptException published) {
      // The file was lost or truncated and is being published again: the next cycle writes again.
      return false;
    }
    return false;
  }

  private void announce(SegmentWriter writer) {
    if (writer != announced) {
      announced = writer;
      condition.publishing();
    }
  }

  private void write(SegmentWriter writer, long nowNs) {
    writer.commitTimeNs(nowNs);
    MutableRecord record = writer.begin();
    boolean complete = false;
    try {
      header.store(record, nowNs, condition.status());
      filler.fill(record, nowNs);
      writer.commit();
      complete = true;
    } finally {
      if (!complete) {
        writer.abort();
      }
    }
  }
}
