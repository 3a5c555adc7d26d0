// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.List;

/**
 * What a look at the directory found. Immutable.
 *
 * @param segments the segments, by name
 * @param skipped the files that look like a segment but cannot be used, by path
 */
public record SegmentListing(List<SegmentInfo> segments, List<SkippedFile> skipped) {

  public SegmentListing {
    segments = List.copyOf(segments);
    skipped = List.copyOf(skipped);
  }
}
