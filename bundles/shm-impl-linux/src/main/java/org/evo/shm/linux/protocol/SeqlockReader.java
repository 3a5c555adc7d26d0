// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.format.Slot;

/**
 * Reads one segment. Owned by one thread at a time, but for {@link #replace}.
 *
 * <p>Retrying is not done here: each method makes one attempt. What it has copied or taken from the
 * view counts only when {@link #accept} returns true.
 */
public final class SeqlockReader {

  /** What {@link #select} returns when nothing is readable now: with one slot, during a write. */
  public static final long NONE = 1;

  /**
   * Replaced from other threads when the segment is retired or the handle closed. Plain: every
   * attempt contains an acquire load, behind which it is read afresh.
   */
  private SegmentMemory memory;

  private SegmentMemory selected;
  private Slot slot;
  private long slotVersion;
  private int payloadBytes;
  private long commitTimeNs;
  private long lastVersion;

  public SeqlockReader(SegmentMemory memory) {
    this.memory = memory;
    this.selected = memory;
    this.slot = memory.slotOf(0);
  }

  /** Goes on in other memory. Safe from any thread. */
  public void replace(SegmentMemory next) {
    VarHandle.releaseFence();
    memory = next;
  }

  /** Chooses the slot of the newest committed value; its even version, or {@link #NONE}. */
  public long select() {
    SegmentMemory m = memory;
    long version = m.versionAcquire();
    long committed = version & ~1L;
    if (version != committed && m.slots() == 1) {
      return NONE;
    }
    Slot s = m.slotOf(committed);
    selected = m;
    slot = s;
    slotVersion = m.isClassic() ? committed : s.version();
    payloadBytes = s.payloadBytes();
    commitTimeNs = s.commitTimeNs();
    return committed;
  }

  /** Copies from the selected slot, clamped to what both sides hold. */
  public void copy(int offset, byte[] dst, int dstOffset, int length) {
    int clamped = Math.min(length, selected.capacityBytes() - offset);
    if (clamped > 0) {
      slot.get(offset, dst, dstOffset, clamped);
    }
  }

  /** As the other, to an absolute index of a buffer. */
  public void copy(ByteBuffer dst, int dstOffset, int length) {
    int clamped = Math.min(length, selected.capacityBytes());
    if (clamped > 0) {
      slot.get(0, dst, dstOffset, clamped);
    }
  }

  /** Whether everything read since {@link #select} belongs to the value of {@code stamp}. */
  public boolean validate(long stamp) {
    SegmentMemory m = selected;
    VarHandle.loadLoadFence();
    long moved = m.versionOpaque() - stamp;
    return Long.compareUnsigned(moved, m.window()) < 0 && !m.retiredOpaque();
  }

  /** As {@link #validate}; if so the value is the one last read. */
  public boolean accept(long stamp) {
    if (!validate(stamp)) {
      return false;
    }
    if (holdsValue(stamp)) {
      lastVersion = stamp;
    }
    return true;
  }

  /**
   * Whether the selected slot holds the value of {@code stamp}; asked after it was found valid.
   * False before the first commit of a segment or of a generation.
   */
  public boolean holdsValue(long stamp) {
    return stamp != 0 && slotVersion == stamp;
  }

  /** Whether the selected slot's length is possible; asked after it was found valid. */
  public boolean lengthIsSane() {
    return payloadBytes >= 0 && payloadBytes <= selected.capacityBytes();
  }

  /** The selected slot's payload. */
  public RecordView view() {
    return slot.view();
  }

  /** The selected value's length in bytes; check {@link #lengthIsSane}. */
  public int payloadBytes() {
    return payloadBytes;
  }

  /** The selected value's commit time, 0 for none. */
  public long commitTimeNs() {
    return commitTimeNs;
  }

  /** The version of the newest committed value. */
  public long version() {
    return memory.versionAcquire() & ~1L;
  }

  /** The version of the value last accepted, 0 when none. */
  public long lastVersion() {
    return lastVersion;
  }

  /** Whether the memory must not be read any more. */
  public boolean isRetired() {
    return memory.retiredOpaque();
  }

  /** Whether a write is under way, or was left unfinished. */
  public boolean isOdd() {
    return (memory.versionAcquire() & 1) != 0;
  }

  /** The largest payload, in bytes. */
  public int capacityBytes() {
    return memory.capacityBytes();
  }

  /** Values held at a time. */
  public int slots() {
    return memory.slots();
  }
}
