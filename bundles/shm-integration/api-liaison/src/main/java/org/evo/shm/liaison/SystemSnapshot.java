// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import java.util.List;
import java.util.Optional;

/**
 * All segments, one after the other: each is whole in itself, together they are as far apart as
 * their ages say. Immutable.
 *
 * @param timeNs when the last of them was read, of the clock that stamps records
 * @param segments one entry each, also for those that are missing
 */
public record SystemSnapshot(long timeNs, List<SegmentSnapshot> segments) {

  public SystemSnapshot {
    segments = List.copyOf(segments);
  }

  /** The one of a name, empty when no module has such a segment. */
  public Optional<SegmentSnapshot> segment(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
  }
}
