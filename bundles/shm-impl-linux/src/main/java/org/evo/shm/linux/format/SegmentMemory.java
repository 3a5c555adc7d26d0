// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.evo.shm.SegmentState;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/**
 * A segment in memory: the version word, the state and the slots. Accessors of the version word
 * have their memory order in their name; access to slots is plain, and what makes it consistent is
 * said in {@code org.evo.shm.linux.protocol}. A slot is named by the even version of the value in
 * it.
 *
 * <p>Any number of threads may use one; it holds no state of its own. One object for all slots, and
 * no object a slot: each load of a reference on the read path costs as much as reading a field.
 */
public final class SegmentMemory {

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer header;

  /** Null when the slots are in the same mapping as the header. */
  private final ByteBuffer[] parts;

  private final RecordView[] views;
  private final int versionOffset;
  private final int stateOffset;
  private final int firstSlot;
  private final int stride;
  private final int payloadOffset;
  private final int slotMask;
  private final long window;
  private final int capacityBytes;
  private final boolean classic;
  private final boolean timed;
  private final boolean checksummed;

  private SegmentMemory(
      SegmentGeometry geometry, ValueFields fields, ByteBuffer header, ByteBuffer[] parts) {
    this.header = header;
    this.parts = parts;
    this.versionOffset = geometry.versionOffset();
    this.stateOffset = geometry.stateOffset();
    this.firstSlot = parts == null ? geometry.firstSlotOffset() : 0;
    this.stride = parts == null ? Math.toIntExact(geometry.strideBytes()) : 0;
    this.classic = geometry.isClassic();
    this.payloadOffset = classic ? 0 : SlottedFormat.SLOT_PAYLOAD_OFFSET;
    this.slotMask = geometry.slots() - 1;
    this.window = 2L * geometry.slots() - 1;
    this.capacityBytes = geometry.capacityBytes();
    this.timed = fields.timed();
    this.checksummed = fields.checksummed();
    this.views = new RecordView[geometry.slots()];
    for (int i = 0; i < views.length; i++) {
      views[i] = RecordView.of(memory(2L * i), payload(2L * i), capacityBytes);
    }
  }

  /** A segment that is mapped as a whole. */
  public static SegmentMemory whole(SegmentGeometry geometry, ValueFields fields, ByteBuffer file) {
    return new SegmentMemory(geometry, fields, file, null);
  }

  /** A segment whose header and slots are mapped separately. */
  public static SegmentMemory parts(
      SegmentGeometry geometry, ValueFields fields, ByteBuffer header, ByteBuffer[] slots) {
    return new SegmentMemory(geometry, fields, header, slots);
  }

  /**
   * Stands for a segment that may no longer be read: no file behind it, retired, so that no read of
   * it is ever found valid. A handle that is moved to it notices on its next read, at no cost
   * before.
   */
  public static SegmentMemory gone() {
    SegmentGeometry geometry = SegmentGeometry.classic(SlottedFormat.PAGE_BYTES, 1, 0);
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) geometry.fileBytes());
    SegmentMemory memory = whole(geometry, new ValueFields(false, false), bytes);
    memory.retireRelease();
    return memory;
  }

  /** The version word. */
  public long versionAcquire() {
    return (long) LONG.getAcquire(header, versionOffset);
  }

  /** The version word; ordered only by the fences around it. */
  public long versionOpaque() {
    return (long) LONG.getOpaque(header, versionOffset);
  }

  /** Stores the version word. */
  public void versionRelease(long version) {
    LONG.setRelease(header, versionOffset, version);
  }

  /**
   * Ends the segment for its readers. Every read under way is refused by the version word alone;
   * the next one finds it retired, or with one slot odd for ever. For its owner only.
   */
  public void retireRelease() {
    stateRelease(SegmentState.RETIRED);
    versionRelease(retiredVersion(versionOpaque(), classic));
  }

  /** The version word of a retired segment. */
  static long retiredVersion(long version, boolean classic) {
    // Existing readers of classic segments know only that an odd version means wait.
    return classic ? (version | 1) + 2 : version | SlottedFormat.RETIRED_VERSION_BIT;
  }

  /** Whether a version word, or for classic the state, says that nothing may be read any more. */
  public boolean isRetired(long version) {
    return version < 0 || (classic && stateOpaque() == stateWord(SegmentState.RETIRED));
  }

  private int stateOpaque() {
    return (int) INT.getOpaque(header, stateOffset);
  }

  /** Stores the state. */
  public void stateRelease(SegmentState state) {
    INT.setRelease(header, stateOffset, stateWord(state));
  }

  /** Which version the slot says it holds; of no meaning in the classic layout. */
  public long slotVersion(long version) {
    return classic
        ? version
        : (long) LONG.get(memory(version), start(version) + SlottedFormat.SLOT_VERSION_OFFSET);
  }

  /** Length of the payload, as it stands there: check it before use. */
  public int payloadBytes(long version) {
    return classic
        ? capacityBytes
        : (int) INT.get(memory(version), start(version) + SlottedFormat.SLOT_LENGTH_OFFSET);
  }

  /** Commit time, 0 for none. */
  public long commitTimeNs(long version) {
    return classic
        ? (long) LONG.get(header, ClassicFormat.COMMIT_TIME_OFFSET)
        : (long) LONG.get(memory(version), start(version) + SlottedFormat.SLOT_COMMIT_TIME_OFFSET);
  }

  /** Says which value is being put into the slot. */
  public void describe(long version, int payloadBytes) {
    if (!classic) {
      LONG.set(memory(version), start(version) + SlottedFormat.SLOT_VERSION_OFFSET, version);
      INT.set(memory(version), start(version) + SlottedFormat.SLOT_LENGTH_OFFSET, payloadBytes);
    }
  }

  /**
   * Says when the value in the slot is committed.
   *
   * @param wallClockNs the same time, ns since 1970, for existing readers; 0 for unknown
   */
  public void commitTime(long version, long monotonicNs, long wallClockNs) {
    if (classic) {
      LONG.set(header, ClassicFormat.COMMIT_TIME_OFFSET, monotonicNs);
      if (wallClockNs != 0) {
        LONG.set(header, ClassicFormat.LAST_WRITE_TS_OFFSET, wallClockNs);
      }
    } else {
      int at = start(version) + SlottedFormat.SLOT_COMMIT_TIME_OFFSET;
      LONG.set(memory(version), at, monotonicNs);
    }
  }

  /** The checksum of the value in the slot; of no meaning unless {@link #isChecksummed}. */
  public int checksum(long version) {
    return (int) INT.get(memory(version), start(version) + SlottedFormat.SLOT_CRC_OFFSET);
  }

  /** Stores the checksum of the value that is being put into the slot. */
  public void checksum(long version, int checksum) {
    INT.set(memory(version), start(version) + SlottedFormat.SLOT_CRC_OFFSET, checksum);
  }

  /** Copies payload out. */
  public void get(long version, int offset, byte[] dst, int dstOffset, int length) {
    memory(version).get(payload(version) + offset, dst, dstOffset, length);
  }

  /** Copies the start of the payload out, to an absolute index of {@code dst}. */
  public void get(long version, ByteBuffer dst, int dstOffset, int length) {
    dst.put(dstOffset, memory(version), payload(version), length);
  }

  /** Copies payload in. */
  public void put(long version, int offset, byte[] src, int srcOffset, int length) {
    memory(version).put(payload(version) + offset, src, srcOffset, length);
  }

  /** Copies payload in, from an absolute index of {@code src}. */
  public void put(long version, int offset, ByteBuffer src, int srcOffset, int length) {
    memory(version).put(payload(version) + offset, src, srcOffset, length);
  }

  /** Copies the start of another slot's payload. */
  public void copy(long from, long to, int length) {
    memory(to).put(payload(to), memory(from), payload(from), length);
  }

  /** A slot's payload for reading. */
  public RecordView view(long version) {
    return views[index(version)];
  }

  /** A slot's payload for writing; for a writer's memory only. Allocates. */
  public MutableRecord newRecord(long version) {
    return MutableRecord.of(memory(version), payload(version), capacityBytes);
  }

  private int index(long version) {
    return (int) (version >>> 1) & slotMask;
  }

  private ByteBuffer memory(long version) {
    return parts == null ? header : parts[index(version)];
  }

  private int start(long version) {
    return firstSlot + index(version) * stride;
  }

  private int payload(long version) {
    return start(version) + payloadOffset;
  }

  /** Values held at a time. */
  public int slots() {
    return slotMask + 1;
  }

  /** How far the version word may have moved on, exclusive, before a slot is written again. */
  public long window() {
    return window;
  }

  /** The largest payload, in bytes. */
  public int capacityBytes() {
    return capacityBytes;
  }

  /** Whether slots have no header of their own. */
  public boolean isClassic() {
    return classic;
  }

  /** Whether values carry commit times. */
  public boolean isTimed() {
    return timed;
  }

  /** Whether values carry checksums. */
  public boolean isChecksummed() {
    return checksummed;
  }

  /** The header, for the codecs. */
  public ByteBuffer header() {
    return header;
  }

  static int stateWord(SegmentState state) {
    return state.ordinal() + 1;
  }

  /** The state that a word in a file stands for. */
  static SegmentState state(int word) throws MalformedSegmentException {
    SegmentState[] states = SegmentState.values();
    Checks.require(word >= 1 && word <= states.length, "it claims state " + word);
    return states[word - 1];
  }
}
