// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.spi.ProbeResult;

/**
 * The index for those who ask: they never wait for a look at a file. The listing is made when it is
 * asked for, so that a look at a few files of many costs what the few do. Thread-safe, but only one
 * at a time may use the index, or change it.
 */
final class Catalogue {

  private final SegmentIndex index;
  private final Map<String, SegmentInfo> byName = new ConcurrentHashMap<>();

  /** Empty when it is out of date; made and discarded under the index's monitor. */
  private volatile Optional<SegmentListing> listing = Optional.empty();

  /** An empty one. */
  Catalogue(SegmentIndex index) {
    this.index = index;
  }

  /** See {@link SegmentIndex#apply}. */
  List<Change> apply(Map<String, ProbeResult> looked) {
    synchronized (index) {
      List<Change> changes = index.apply(looked);
      changes.forEach(this::show);
      listing = Optional.empty();
      return changes;
    }
  }

  private void show(Change change) {
    change
        .after()
        .filter(now -> now.condition().isListed())
        .ifPresentOrElse(
            now -> byName.put(change.segment(), now.info()), () -> byName.remove(change.segment()));
  }

  /** Everything. Timing: some nanoseconds; tens a segment when there was a look in between. */
  SegmentListing list() {
    Optional<SegmentListing> made = listing;
    return made.isPresent() ? made.get() : make();
  }

  private SegmentListing make() {
    synchronized (index) {
      SegmentListing made = listing.orElseGet(index::listing);
      listing = Optional.of(made);
      return made;
    }
  }

  /** One of them; null when there is none. Timing: tens of nanoseconds. */
  SegmentInfo find(String segment) {
    return byName.get(segment);
  }
}
