// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import org.evo.shm.SegmentInfo;

/**
 * What is known of a name. Immutable.
 *
 * @param condition how its segment is
 * @param info the segment as it was last seen; when corrupt, as it was before
 * @param reason why it is corrupt, else empty
 */
record Known(Condition condition, SegmentInfo info, String reason) {

  /** Whether another file is meant: replaced at the same path, or elsewhere. */
  boolean isOtherFileThan(Known other) {
    return !info.file().equals(other.info.file())
        || !info.owner().createdAt().equals(other.info.owner().createdAt())
        || isOtherShapeThan(other.info.geometry());
  }

  /** The length of the file aside: others may still be writing it. */
  private boolean isOtherShapeThan(SegmentInfo.Geometry other) {
    SegmentInfo.Geometry mine = info.geometry();
    return mine.layout() != other.layout()
        || mine.slots() != other.slots()
        || mine.sizeBytes() != other.sizeBytes()
        || mine.capacityBytes() != other.capacityBytes();
  }

  /** Whether another writer is meant, or none any more. */
  boolean isOtherClaimThan(Known other) {
    return condition != other.condition
        || info.owner().generation() != other.info.owner().generation()
        || isOtherFileThan(other);
  }

  String fileName() {
    return info.file().toFile().getName();
  }
}
