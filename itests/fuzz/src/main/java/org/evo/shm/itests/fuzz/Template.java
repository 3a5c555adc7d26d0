// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.Arrays;
import java.util.Optional;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.layout.RecordLayout;

/**
 * A segment as the product left it.
 *
 * @param spec what it was made with
 * @param fileName its data file
 * @param data its bytes
 * @param metadata the bytes of its metadata
 * @param slotOffsets where its slots are
 */
record Template(
    SegmentSpec spec, String fileName, byte[] data, byte[] metadata, int[] slotOffsets) {

  Format format() {
    return Format.of(spec.layout());
  }

  boolean isClassic() {
    return spec.layout() == SegmentLayout.CLASSIC;
  }

  Optional<byte[]> record() {
    return spec.record().map(RecordLayout::toBytes);
  }

  /** Where the encoded record layout is. */
  int recordOffset() {
    return isClassic() ? 128 + spec.sizeBytes() : 512;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }
}
