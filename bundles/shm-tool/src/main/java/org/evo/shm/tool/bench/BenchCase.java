// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import org.evo.shm.SegmentLayout;

/**
 * One row of the result.
 *
 * @param operation its name
 * @param layout of the segment
 * @param sizeBytes of the payload
 * @param moved the bytes that the operation has to move, which is what it is compared with
 */
record BenchCase(String operation, SegmentLayout layout, int sizeBytes, Moved moved) {

  /**
   * Bytes that have to be moved.
   *
   * @param direction which way
   * @param bytes how many
   */
  record Moved(Direction direction, int bytes) {}

  static BenchCase write(SegmentLayout layout, int sizeBytes) {
    return new BenchCase("write", layout, sizeBytes, new Moved(Direction.IN, sizeBytes));
  }

  static BenchCase read(SegmentLayout layout, int sizeBytes) {
    return new BenchCase("read", layout, sizeBytes, new Moved(Direction.OUT, sizeBytes));
  }

  /** A value with a checksum has to be copied as a whole. */
  static BenchCase view(SegmentLayout layout, int sizeBytes, boolean checksummed) {
    int bytes = checksummed ? sizeBytes : Operations.FIELD_BYTES;
    return new BenchCase("view", layout, sizeBytes, new Moved(Direction.OUT, bytes));
  }

  /** A ring has to copy the rest of the payload forward. */
  static BenchCase writeAt(SegmentLayout layout, int sizeBytes) {
    int bytes = layout == SegmentLayout.CLASSIC ? Operations.FIELD_BYTES : sizeBytes;
    return new BenchCase("writeAt", layout, sizeBytes, new Moved(Direction.IN, bytes));
  }
}
