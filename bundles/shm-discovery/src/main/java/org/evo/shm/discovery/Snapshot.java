// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.Map;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;

/**
 * The index as its users see it. Immutable.
 *
 * @param byName the segments
 * @param listing the same by name, and what was passed over
 */
record Snapshot(Map<String, SegmentInfo> byName, SegmentListing listing) {

  static final Snapshot EMPTY = new Snapshot(Map.of(), new SegmentListing(List.of(), List.of()));
}
