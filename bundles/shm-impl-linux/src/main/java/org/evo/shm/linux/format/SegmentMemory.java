// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.evo.shm.SegmentState;

/**
 * A segment in memory: the version word, the state and the slots. Each accessor has its memory
 * order in its name; who calls which when is said in {@code org.evo.shm.linux.protocol}.
 *
 * <p>Any number of threads may use one; it holds no state of its own.
 */
public final class SegmentMemory {

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int RETIRED = stateWord(SegmentState.RETIRED);

  private final ByteBuffer header;
  private final Slot[] slots;
  private final int versionOffset;
  private final int stateOffset;
  private final int slotMask;
  private final long window;
  private final int capacityBytes;
  private final boolean classic;

  private SegmentMemory(SegmentGeometry geometry, ByteBuffer header, Slot[] slots) {
    this.header = header;
    this.slots = slots;
    this.versionOffset = geometry.versionOffset();
    this.stateOffset = geometry.stateOffset();
    this.slotMask = slots.length - 1;
    this.window = 2L * slots.length - 1;
    this.capacityBytes = geometry.capacityBytes();
    this.classic = geometry.isClassic();
  }

  /** A segment that is mapped as a whole. */
  public static SegmentMemory whole(SegmentGeometry geometry, ByteBuffer file) {
    Slot[] slots = new Slot[geometry.slots()];
    for (int i = 0; i < slots.length; i++) {
      int offset = Math.toIntExact(geometry.slotOffset(i));
      slots[i] = new Slot(file, geometry.isClassic(), offset, geometry.capacityBytes());
    }
    return new SegmentMemory(geometry, file, slots);
  }

  /** A segment whose header and slots are mapped separately. */
  public static SegmentMemory parts(
      SegmentGeometry geometry, ByteBuffer header, ByteBuffer[] slotMemory) {
    Slot[] slots = new Slot[slotMemory.length];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = new Slot(slotMemory[i], geometry.isClassic(), 0, geometry.capacityBytes());
    }
    return new SegmentMemory(geometry, header, slots);
  }

  /**
   * Stands for a segment that may no longer be read: no file behind it, retired, so that no read of
   * it is ever found valid. A handle that is moved to it notices on its next read, at no cost
   * before.
   */
  public static SegmentMemory retired() {
    SegmentGeometry geometry = SegmentGeometry.classic(SlottedFormat.PAGE_BYTES, 1, 0);
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) geometry.fileBytes());
    SegmentMemory memory = whole(geometry, bytes.order(ByteOrder.LITTLE_ENDIAN));
    memory.stateRelease(SegmentState.RETIRED);
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

  /** Whether the segment must not be read any more. */
  public boolean retiredOpaque() {
    return (int) INT.getOpaque(header, stateOffset) == RETIRED;
  }

  /** Stores the state. */
  public void stateRelease(SegmentState state) {
    INT.setRelease(header, stateOffset, stateWord(state));
  }

  /** The slot of the value with this even version. */
  public Slot slotOf(long version) {
    return slots[(int) (version >>> 1) & slotMask];
  }

  /** A slot by its index. */
  public Slot slot(int index) {
    return slots[index];
  }

  /** Values held at a time. */
  public int slots() {
    return slots.length;
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

  /** The header, for the codecs. */
  public ByteBuffer header() {
    return header;
  }

  static int stateWord(SegmentState state) {
    return state.ordinal() + 1;
  }

  /** The state that a word in a file stands for; existing processes leave it 0. */
  static SegmentState state(int word) throws MalformedSegmentException {
    SegmentState[] states = SegmentState.values();
    Checks.require(word >= 0 && word <= states.length, "it claims state " + word);
    return word == 0 ? SegmentState.ACTIVE : states[word - 1];
  }
}
