// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.linux.format.SegmentMemory;

/**
 * Writes one segment. Owned by one thread at a time. Arguments have been checked by the caller.
 *
 * <p>A write is {@link #open}, filling, {@link #commit}; between the two the version word is odd.
 */
public final class SeqlockWriter {

  /** What {@link #committedBytes} returns when there is no value to build on. */
  public static final int NO_VALUE = -1;

  private static final int ZEROS_BYTES = 4096;

  private final SegmentMemory memory;
  private final MutableRecord[] records;
  private final ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS_BYTES);

  /** What an abort restores, made when first needed; with several slots nothing needs to be. */
  private ByteBuffer undo;

  /** Which version it holds, with its length and commit time; 0 for none. */
  private long undoVersion;

  private int undoBytes;
  private long undoTimeNs;

  private final long wallClockOffsetNs;

  /** Null unless values carry checksums. */
  private final ValueSeal seal;

  private long committed;
  private int committedBytes;
  private boolean wholeValueNeeded;
  private long commitTimeNs;

  /**
   * Goes on where the memory's version word stands, which is read once with acquire order: so it
   * must be made while the owner lock is held.
   *
   * @param wallClockOffsetNs what to add to a commit time for the time of day, for existing readers
   */
  public SeqlockWriter(SegmentMemory memory, long wallClockOffsetNs) {
    this.memory = memory;
    this.wallClockOffsetNs = wallClockOffsetNs;
    this.seal = memory.isChecksummed() ? new ValueSeal(memory) : null;
    this.records = new MutableRecord[memory.slots()];
    for (int i = 0; i < records.length; i++) {
      records[i] = memory.newRecord(2L * i);
    }
    boolean single = memory.slots() == 1;
    long version = memory.versionAcquire();
    this.committed = version & ~1L;
    this.wholeValueNeeded = single && version != committed;
    this.committedBytes = recoveredLength();
  }

  /** The length of the value that is there, {@link #NO_VALUE} when there is none to build on. */
  private int recoveredLength() {
    boolean holdsValue = committed != 0 && memory.slotVersion(committed) == committed;
    int length = memory.payloadBytes(committed);
    boolean sane = length >= 0 && length <= memory.capacityBytes();
    return holdsValue && sane && !wholeValueNeeded ? length : NO_VALUE;
  }

  /** Makes the version odd: from here on the slot of the next value may be filled. */
  public void open() {
    memory.versionRelease(committed + 1);
    VarHandle.storeStoreFence();
  }

  /** As {@link #open}; {@link #abort} will bring the current value back. */
  public void openUndoable() {
    if (memory.slots() == 1 && committedBytes >= 0) {
      if (undo == null) {
        undo = ByteBuffer.allocateDirect(memory.capacityBytes());
      }
      memory.get(committed, undo, 0, committedBytes);
      undoVersion = committed;
      undoBytes = committedBytes;
      undoTimeNs = memory.isTimed() ? memory.commitTimeNs(committed) : 0;
    }
    open();
  }

  /** As {@link #openUndoable}, with the current value in place. */
  public void openForUpdate() {
    openUndoable();
    copyForward();
  }

  /** As {@link #open}, with the current value in place; what follows cannot fail. */
  public void openForPatch() {
    open();
    copyForward();
  }

  private void copyForward() {
    if (memory.slots() > 1) {
      memory.copy(committed, committed + 2, committedBytes);
    }
  }

  /** A whole write in one: {@link #open}, filling and {@link #commit}. */
  public long write(byte[] src, int offset, int length) {
    if (seal != null) {
      return writeSealed(src, offset, length);
    }
    long next = committed + 2;
    memory.versionRelease(next - 1);
    VarHandle.storeStoreFence();
    memory.put(next, 0, src, offset, length);
    return publish(length);
  }

  /**
   * The checksum is computed before the version is odd: with one slot readers have to wait then.
   */
  private long writeSealed(byte[] src, int offset, int length) {
    long next = committed + 2;
    int checksum = seal.of(next, slotTimeNs(), src, offset, length);
    open();
    memory.put(next, 0, src, offset, length);
    memory.checksum(next, checksum);
    return publish(length);
  }

  /** Fills a part of the open slot. */
  public void put(int offset, byte[] src, int srcOffset, int length) {
    memory.put(committed + 2, offset, src, srcOffset, length);
  }

  /** Fills the start of the open slot from an absolute index of a buffer. */
  public void put(ByteBuffer src, int srcOffset, int length) {
    memory.put(committed + 2, 0, src, srcOffset, length);
  }

  /** The open slot's payload. */
  public MutableRecord record() {
    return records[(int) ((committed + 2) >>> 1) & (records.length - 1)];
  }

  /** Commits the open slot with {@code payloadBytes}; the new version. */
  public long commit(int payloadBytes) {
    if (seal != null) {
      seal.put(committed + 2, slotTimeNs(), payloadBytes, 0);
    }
    return publish(payloadBytes);
  }

  private long publish(int payloadBytes) {
    if (memory.isClassic() && payloadBytes < memory.capacityBytes()) {
      clearTail(payloadBytes);
    }
    long next = committed + 2;
    memory.describe(next, payloadBytes);
    if (memory.isTimed()) {
      memory.commitTime(next, commitTimeNs, wallClockNs());
    }
    memory.versionRelease(next);
    committed = next;
    committedBytes = payloadBytes;
    wholeValueNeeded = false;
    return next;
  }

  private long slotTimeNs() {
    return memory.isTimed() ? commitTimeNs : 0;
  }

  private long wallClockNs() {
    return commitTimeNs == 0 ? 0 : commitTimeNs + wallClockOffsetNs;
  }

  /** Classic values carry no length: what a longer one left behind must not be read. */
  private void clearTail(int from) {
    int capacity = memory.capacityBytes();
    for (int at = from; at < capacity; at += ZEROS_BYTES) {
      memory.put(committed + 2, at, zeros, 0, Math.min(ZEROS_BYTES, capacity - at));
    }
  }

  /**
   * Gives the open slot up. With several slots the version stays odd, as after a crash, and readers
   * keep the current value; with one the value is put back and committed. If it was damaged it
   * stays so: a new checksum must not hide that.
   */
  public void abort() {
    if (memory.slots() == 1 && committedBytes >= 0) {
      memory.put(committed + 2, 0, undo, 0, committedBytes);
      if (seal != null) {
        int flaw = seal.flaw(committed, committedBytes);
        seal.put(committed + 2, slotTimeNs(), committedBytes, flaw);
      }
      publish(committedBytes);
    }
  }

  /**
   * Whether the current value's checksum does not fit: then it is nothing to build on. O(value).
   */
  public boolean isDamaged() {
    return seal != null && seal.flaw(committed, committedBytes) != 0;
  }

  /** The time that the following commits carry; 0 for none. */
  public void commitTimeNs(long monotonicNs) {
    commitTimeNs = monotonicNs;
  }

  /** What the following commits carry. */
  public long commitTimeNs() {
    return commitTimeNs;
  }

  /**
   * A value that was taken along from one file to another.
   *
   * @param bytes the payload
   * @param commitTimeNs its commit time, 0 for none
   */
  public record Value(byte[] bytes, long commitTimeNs) {}

  /**
   * The last committed value, null when there is none to build on, or it was damaged by somebody
   * else. For a time when no write is under way. Allocates.
   */
  public Value copyOfValue() {
    boolean there = committedBytes >= 0 && memory.slotVersion(committed) == committed;
    return there ? copy(memory, committed, committedBytes) : null;
  }

  /**
   * The last committed value when a write is under way and has been cut off, so that neither {@code
   * frozen}, the same segment for reading, nor what an abort would restore changes any more. Null
   * when the only slot is half written and nothing would restore it. Allocates.
   */
  public Value copyOfValue(SegmentMemory frozen) {
    long version = frozen.versionAcquire();
    long last = version & ~1L;
    if (version != last && frozen.slots() == 1) {
      return undone(frozen, last);
    }
    int length = frozen.payloadBytes(last);
    boolean there = last != 0 && frozen.slotVersion(last) == last;
    boolean sane = length >= 0 && length <= frozen.capacityBytes();
    return there && sane ? copy(frozen, last, length) : null;
  }

  private static Value copy(SegmentMemory memory, long version, int length) {
    byte[] bytes = new byte[length];
    memory.get(version, 0, bytes, 0, length);
    return flawed(memory, version, bytes)
        ? null
        : new Value(bytes, memory.isTimed() ? memory.commitTimeNs(version) : 0);
  }

  private Value undone(SegmentMemory frozen, long version) {
    if (version == 0 || undoVersion != version) {
      return null;
    }
    byte[] bytes = new byte[undoBytes];
    undo.get(0, bytes);
    return flawed(frozen, version, bytes) ? null : new Value(bytes, undoTimeNs);
  }

  private static boolean flawed(SegmentMemory memory, long version, byte[] value) {
    return memory.isChecksummed() && new ValueSeal(memory).flaw(version, value, value.length) != 0;
  }

  /** Commits a value that was taken along, with its own commit time. */
  public void restore(Value value) {
    commitTimeNs = value.commitTimeNs();
    write(value.bytes(), 0, value.bytes().length);
  }

  /** The version of the last commit, 0 when there was none. */
  public long version() {
    return committed;
  }

  /** The length of the current value, {@link #NO_VALUE} when there is none to build on. */
  public int committedBytes() {
    return committedBytes;
  }

  /** Whether a crash left the only slot half written, so that it takes a whole value to go on. */
  public boolean wholeValueNeeded() {
    return wholeValueNeeded;
  }
}
