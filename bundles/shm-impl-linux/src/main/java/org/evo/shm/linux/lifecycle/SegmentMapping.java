// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.format.ValueFields;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.MappedFile;

/** A segment's file in memory: as a whole, or the header and each slot where that is too large. */
final class SegmentMapping {

  private final List<MappedFile> parts;
  private final SegmentMemory memory;

  private SegmentMapping(List<MappedFile> parts, SegmentMemory memory) {
    this.parts = parts;
    this.memory = memory;
  }

  static SegmentMapping map(Descriptor file, SegmentHeader header, boolean writable)
      throws IOException {
    return header.geometry().fitsOneMapping()
        ? whole(file, header, writable)
        : parts(file, header, writable);
  }

  private static SegmentMapping whole(Descriptor file, SegmentHeader header, boolean writable)
      throws IOException {
    SegmentGeometry geometry = header.geometry();
    MappedFile mapped = MappedFile.map(file, 0, geometry.fileBytes(), writable);
    return new SegmentMapping(
        List.of(mapped), SegmentMemory.whole(geometry, ValueFields.of(header), mapped.buffer()));
  }

  private static SegmentMapping parts(Descriptor file, SegmentHeader header, boolean writable)
      throws IOException {
    SegmentGeometry geometry = header.geometry();
    List<MappedFile> parts = new ArrayList<>();
    MappedFile start = MappedFile.map(file, 0, geometry.firstSlotOffset(), writable);
    parts.add(start);
    ByteBuffer[] slots = new ByteBuffer[geometry.slots()];
    for (int i = 0; i < slots.length; i++) {
      MappedFile slot =
          MappedFile.map(file, geometry.slotOffset(i), geometry.strideBytes(), writable);
      parts.add(slot);
      slots[i] = slot.buffer();
    }
    return new SegmentMapping(
        parts, SegmentMemory.parts(geometry, ValueFields.of(header), start.buffer(), slots));
  }

  SegmentMemory memory() {
    return memory;
  }

  void keepFromChildren() throws IOException {
    for (MappedFile part : parts) {
      part.keepFromChildren();
    }
  }

  void force() {
    parts.forEach(MappedFile::force);
  }

  /**
   * The header first: a read that copies the zeros of a slot must not find its version unchanged
   * afterwards, and a write whose bytes reach nobody must not reach anybody with its commit.
   */
  void detach() throws IOException {
    for (MappedFile part : parts) {
      part.detach();
    }
  }
}
