// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.format.ValueFields;

/** Segments without files. */
final class PlainMemory {

  static final int CAPACITY = 256;

  private static final ValueFields FIELDS = new ValueFields(true, false);

  private PlainMemory() {}

  private static SegmentGeometry slotted(int slots) {
    return SegmentGeometry.of(
        SegmentSpec.named("seg").capacityBytes(CAPACITY).slots(slots).build());
  }

  static SegmentMemory slots(int slots) {
    return whole(slotted(slots));
  }

  static SegmentMemory classic() {
    return whole(
        SegmentGeometry.of(
            SegmentSpec.named("seg")
                .layout(SegmentLayout.CLASSIC)
                .sizeBytes(4096)
                .capacityBytes(CAPACITY)
                .build()));
  }

  private static SegmentMemory whole(SegmentGeometry geometry) {
    return SegmentMemory.whole(geometry, FIELDS, buffer(geometry.fileBytes()));
  }

  /** Header and slots apart from each other, as large segments are mapped. */
  static SegmentMemory parts(int slots) {
    SegmentGeometry geometry = slotted(slots);
    ByteBuffer[] parts = new ByteBuffer[slots];
    for (int i = 0; i < slots; i++) {
      parts[i] = buffer(geometry.strideBytes());
    }
    return SegmentMemory.parts(geometry, FIELDS, buffer(geometry.firstSlotOffset()), parts);
  }

  private static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
