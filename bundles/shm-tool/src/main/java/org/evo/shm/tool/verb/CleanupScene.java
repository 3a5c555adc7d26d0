// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evo.shm.CleanupRequest;
import org.evo.shm.NameGlob;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;

/**
 * What a cleanup was asked for, and found when it began.
 *
 * @param request what was asked for
 * @param readers attached to each segment of a name that was asked for
 */
record CleanupScene(CleanupRequest request, Map<String, Integer> readers) {

  static CleanupScene of(CleanupRequest request, SegmentListing listing) {
    NameGlob names = new NameGlob(request.nameGlob());
    return new CleanupScene(
        request,
        listing.segments().stream()
            .filter(s -> names.matches(s.name()))
            .collect(Collectors.toMap(SegmentInfo::name, s -> s.activity().readers())));
  }

  /** Whether only some names were asked for, and no segment has one of them. */
  boolean missesTheName() {
    return !request.nameGlob().equals("*") && readers.isEmpty();
  }

  /** How many readers a segment had. */
  int readersOf(String segment) {
    return readers.getOrDefault(segment, 0);
  }

  /** How many readers these segments had. */
  int readersOf(List<String> segments) {
    return segments.stream().mapToInt(this::readersOf).sum();
  }
}
