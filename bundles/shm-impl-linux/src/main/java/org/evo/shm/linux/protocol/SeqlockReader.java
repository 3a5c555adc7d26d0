// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.evo.shm.layout.RecordView;
import org.evo.shm.linux.format.SegmentMemory;

/**
 * Reads one segment. Owned by one thread at a time, but for {@link #replace}.
 *
 * <p>Retrying is not done here: each method makes one attempt. What it has copied or taken from the
 * view counts only when {@link #accept} returns true.
 */
public final class SeqlockReader {

  /** What {@link #select} returns when nothing is readable now: with one slot, during a write. */
  public static final long NONE = 1;

  private static final int PEEK_ATTEMPTS = 1000;

  /**
   * Replaced from other threads when the segment is retired or the handle closed. Plain: every
   * attempt contains an acquire load, behind which it is read afresh.
   */
  private SegmentMemory memory;

  /**
   * The memory last selected from. References are stored only when they change: a store has a cost.
   */
  private SegmentMemory selected;

  private long selectedVersion;

  /** Whether a value was found in this memory: from then on every even version has one. */
  private boolean filled;

  /**
   * Whether all is as usual: {@link #filled}, and not checksummed. The one question of the hot
   * path.
   */
  private boolean ordinary;

  private boolean holdsValue;
  private int payloadBytes;
  private long commitTimeNs;
  private long lastVersion;

  /** Made when a checksummed memory is first selected. */
  private CheckedValue checked;

  public SeqlockReader(SegmentMemory memory) {
    this.memory = memory;
    this.selected = memory;
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
    if (version < 0 || (version != committed && m.slots() == 1)) {
      return NONE;
    }
    if (committed == 0 && filled && selected == m) {
      // The file was taken away from under the mapping, by a close in another thread: these are no
      // bytes of it.
      return NONE;
    }
    if (selected != m) {
      selected = m;
      filled = false;
      ordinary = false;
    }
    selectedVersion = committed;
    payloadBytes = m.payloadBytes(committed);
    commitTimeNs = m.isTimed() ? m.commitTimeNs(committed) : 0;
    if (!ordinary) {
      inspect();
    }
    return committed;
  }

  /**
   * Before the first commit of a segment or of a generation the slot holds something else, or
   * nothing.
   */
  private void inspect() {
    if (!filled) {
      holdsValue = selectedVersion != 0 && selected.slotVersion(selectedVersion) == selectedVersion;
    }
    if (selected.isChecksummed()) {
      if (checked == null) {
        checked = new CheckedValue();
      }
      checked.select(selected, selectedVersion);
    }
  }

  /**
   * One attempt at a whole copy in the ordinary case: a value was seen before, it has no checksum,
   * nothing is in the way. Everything is kept in local variables until it is known to be good, for
   * speed.
   *
   * @return the length in bytes, negative when the attempt has to be made by {@link #select},
   *     {@link #copy} and {@link #accept}
   */
  public int attempt(byte[] dst, int dstOffset) {
    SegmentMemory m = memory;
    long version = m.versionAcquire();
    long committed = version & ~1L;
    if (m != selected || !ordinary || version <= 1 || (version != committed && m.slots() == 1)) {
      return -1;
    }
    int length = m.payloadBytes(committed);
    long timeNs = m.isTimed() ? m.commitTimeNs(committed) : 0;
    if (length < 0 || length > m.capacityBytes() || length > dst.length - dstOffset) {
      return -1;
    }
    m.get(committed, 0, dst, dstOffset, length);
    VarHandle.loadLoadFence();
    if (Long.compareUnsigned(m.versionOpaque() - committed, m.window()) >= 0) {
      return -1;
    }
    selectedVersion = committed;
    payloadBytes = length;
    commitTimeNs = timeNs;
    lastVersion = committed;
    return length;
  }

  /** Copies from the selected slot, clamped to what both sides hold. */
  public void copy(int offset, byte[] dst, int dstOffset, int length) {
    int clamped = Math.min(length, selected.capacityBytes() - offset);
    if (clamped > 0) {
      selected.get(selectedVersion, offset, dst, dstOffset, clamped);
    }
  }

  /** As the other, to an absolute index of a buffer. */
  public void copy(ByteBuffer dst, int dstOffset, int length) {
    int clamped = Math.min(length, selected.capacityBytes());
    if (clamped > 0) {
      selected.get(selectedVersion, dst, dstOffset, clamped);
    }
  }

  /**
   * Whether everything read since {@link #select} belongs to the value of {@code stamp}. A retired
   * segment's version word is beyond every window.
   */
  public boolean validate(long stamp) {
    SegmentMemory m = selected;
    VarHandle.loadLoadFence();
    return Long.compareUnsigned(m.versionOpaque() - stamp, m.window()) < 0;
  }

  /**
   * As {@link #validate}; if so the value is the one last read. One with a checksum has still to be
   * checked.
   */
  public boolean accept(long stamp) {
    if (!ordinary) {
      return acceptUnusual(stamp);
    }
    if (!validate(stamp)) {
      return false;
    }
    lastVersion = stamp;
    return true;
  }

  private boolean acceptUnusual(long stamp) {
    if (!validate(stamp)) {
      return false;
    }
    if (!filled) {
      filled = holdsValue;
    }
    ordinary = filled && !selected.isChecksummed();
    if (ordinary) {
      lastVersion = stamp;
    }
    return true;
  }

  /**
   * Whether the selected value's checksum is that of an array's content; asked after it was found
   * valid. If so the value is the one last read.
   */
  public boolean fits(byte[] copy, int offset) {
    boolean fits = checked.fits(selectedVersion, commitTimeNs, copy, offset, payloadBytes);
    if (fits) {
      lastVersion = selectedVersion;
    }
    return fits;
  }

  /** Where to copy a value to that is to be kept. */
  public byte[] room() {
    return checked.room(selected.capacityBytes());
  }

  /** Keeps what is in {@link #room}, which was found to fit: the view of its stamp is of that. */
  public void keep() {
    checked.keep(selectedVersion);
  }

  /** What was kept. */
  public byte[] kept() {
    return checked.copy();
  }

  /** Whether what the view showed for a stamp counts: as {@link #accept}, or because it is kept. */
  public boolean confirm(long stamp) {
    return ordinary ? accept(stamp) : keeps(stamp) || accept(stamp);
  }

  private boolean keeps(long stamp) {
    return checked != null && checked.keeps(stamp);
  }

  /** The two checksums last compared, for people. */
  public String comparison() {
    return checked.comparison();
  }

  /** Whether the selected value has a checksum. */
  public boolean isChecksummed() {
    return selected.isChecksummed();
  }

  /** Whether a value was seen before and none has a checksum. */
  public boolean isOrdinary() {
    return ordinary;
  }

  /**
   * Whether the selected slot holds a value; asked after it was found valid. False before the first
   * commit of a segment or of a generation.
   */
  public boolean holdsValue() {
    return filled || holdsValue;
  }

  /**
   * Whether there is a value, without touching what was selected. With one slot a write under way
   * is waited for, shortly.
   */
  public boolean seesValue() {
    SegmentMemory m = memory;
    for (int i = 0; i < PEEK_ATTEMPTS; i++) {
      long version = m.versionAcquire();
      long committed = version & ~1L;
      if (version >= 0 && (version == committed || m.slots() > 1)) {
        boolean value = committed != 0 && m.slotVersion(committed) == committed;
        VarHandle.loadLoadFence();
        if (Long.compareUnsigned(m.versionOpaque() - committed, m.window()) < 0) {
          return value;
        }
      }
      Thread.onSpinWait();
    }
    // A slot that is being written for long says which value it held; a classic one does not.
    boolean heldValue = lastVersion != 0 || (!m.isClassic() && m.versionAcquire() > 0);
    return heldValue && !awaitsFirstValue();
  }

  /**
   * Whether the only slot is odd and has held no value in this generation: the first write is under
   * way, or was given up. A classic slot does not say what it holds, so there only the first write
   * of all is told apart.
   */
  public boolean awaitsFirstValue() {
    SegmentMemory m = memory;
    long version = m.versionAcquire();
    long committed = version & ~1L;
    if (version < 0 || version == committed || m.slots() > 1) {
      return false;
    }
    if (committed == 0 || m.isClassic()) {
      return committed == 0;
    }
    long held = m.slotVersion(committed);
    VarHandle.loadLoadFence();
    return m.versionOpaque() == version && held != committed && held != committed + 2;
  }

  /** The commit time of the newest value, without touching what was selected; 0 for none. */
  public long newestCommitTimeNs() {
    SegmentMemory m = memory;
    for (int i = 0; m.isTimed() && i < PEEK_ATTEMPTS; i++) {
      long version = m.versionAcquire();
      long committed = version & ~1L;
      long timeNs = m.commitTimeNs(committed);
      boolean value = committed != 0 && m.slotVersion(committed) == committed;
      VarHandle.loadLoadFence();
      if (Long.compareUnsigned(m.versionOpaque() - committed, m.window()) < 0) {
        return value ? timeNs : 0;
      }
    }
    return 0;
  }

  /** Whether the selected slot's length is possible; asked after it was found valid. */
  public boolean lengthIsSane() {
    return payloadBytes >= 0 && payloadBytes <= selected.capacityBytes();
  }

  /** The selected slot's payload. */
  public RecordView view() {
    return ordinary || !keeps(selectedVersion) ? selected.view(selectedVersion) : checked.view();
  }

  /** The version that {@link #select} chose. */
  public long selectedVersion() {
    return selectedVersion;
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
    return memory.versionAcquire() & (Long.MAX_VALUE - 1);
  }

  /** The version of the value last accepted, 0 when none. */
  public long lastVersion() {
    return lastVersion;
  }

  /** Whether the memory must not be read any more. */
  public boolean isRetired() {
    SegmentMemory m = memory;
    return m.isRetired(m.versionAcquire());
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
