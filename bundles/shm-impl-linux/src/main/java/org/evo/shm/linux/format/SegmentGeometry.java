// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;

/**
 * Where things are in a segment's file, in bytes.
 *
 * @param layout classic or slotted
 * @param slots values held at a time, a power of two
 * @param sizeBytes the declared data size
 * @param capacityBytes the largest payload
 * @param firstSlotOffset where the slots begin
 * @param strideBytes from slot to slot
 * @param layoutOffset where the encoded record layout is
 * @param layoutBytes its length, 0 for none
 */
public record SegmentGeometry(
    SegmentLayout layout,
    int slots,
    long sizeBytes,
    int capacityBytes,
    int firstSlotOffset,
    long strideBytes,
    long layoutOffset,
    int layoutBytes) {

  /** Larger segments have page-aligned slots, so that each can be mapped by itself. */
  static final long ONE_MAPPING_BYTES = 1L << 30;

  /** The geometry that a specification asks for. */
  public static SegmentGeometry of(SegmentSpec spec) {
    int layoutBytes = spec.record().map(r -> r.toBytes().length).orElse(0);
    return spec.layout() == SegmentLayout.CLASSIC
        ? classic(spec.sizeBytes(), spec.capacityBytes(), layoutBytes)
        : slotted(spec, layoutBytes);
  }

  static SegmentGeometry classic(long sizeBytes, int capacityBytes, int layoutBytes) {
    return new SegmentGeometry(
        SegmentLayout.CLASSIC,
        1,
        sizeBytes,
        capacityBytes,
        ClassicFormat.DATA_OFFSET,
        sizeBytes,
        ClassicFormat.DATA_OFFSET + sizeBytes,
        layoutBytes);
  }

  private static SegmentGeometry slotted(SegmentSpec spec, int layoutBytes) {
    int header = (int) alignUp(SlottedFormat.FIXED_LENGTH + layoutBytes, SlottedFormat.PAGE_BYTES);
    long slot = SlottedFormat.SLOT_PAYLOAD_OFFSET + spec.capacityBytes();
    long stride = alignUp(slot, SlottedFormat.STRIDE_ALIGNMENT);
    if (header + stride * spec.slots() > ONE_MAPPING_BYTES) {
      stride = alignUp(slot, SlottedFormat.PAGE_BYTES);
    }
    return new SegmentGeometry(
        SegmentLayout.SLOTTED,
        spec.slots(),
        spec.sizeBytes(),
        spec.capacityBytes(),
        header,
        stride,
        SlottedFormat.FIXED_LENGTH,
        layoutBytes);
  }

  static long alignUp(long value, long alignment) {
    return (value + alignment - 1) / alignment * alignment;
  }

  /** What the file has at least. */
  public long fileBytes() {
    long slotsEnd = firstSlotOffset + strideBytes * slots;
    return Math.max(slotsEnd, layoutOffset + layoutBytes);
  }

  /**
   * The whole pages that hold values and nothing else, which are given back when nobody reads them
   * any more. What describes the segment stays; may be empty.
   */
  public ByteRange valuePages() {
    long page = SlottedFormat.PAGE_BYTES;
    long from = alignUp(firstSlotOffset, page);
    long slotsEnd = firstSlotOffset + strideBytes * slots;
    boolean layoutBehind = layoutBytes > 0 && layoutOffset >= slotsEnd;
    long to = layoutBehind ? slotsEnd / page * page : alignUp(slotsEnd, page);
    return new ByteRange(from, Math.max(0, to - from));
  }

  /** Whether one mapping can hold the whole file. */
  public boolean fitsOneMapping() {
    return fileBytes() <= Integer.MAX_VALUE;
  }

  /** The offset of a slot's header; for classic, of the data. */
  public long slotOffset(int slot) {
    return firstSlotOffset + slot * strideBytes;
  }

  /** The offset of the version word. */
  public int versionOffset() {
    return isClassic() ? ClassicFormat.VERSION_OFFSET : SlottedFormat.VERSION_OFFSET;
  }

  /** The offset of the state. */
  public int stateOffset() {
    return isClassic() ? ClassicFormat.STATE_OFFSET : SlottedFormat.STATE_OFFSET;
  }

  /** Whether it is the layout of existing EVO processes. */
  public boolean isClassic() {
    return layout == SegmentLayout.CLASSIC;
  }
}
