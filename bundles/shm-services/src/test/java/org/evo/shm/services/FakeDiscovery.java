// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;

/** Knows what the test tells it, and passes that on at once. Owned by one thread. */
final class FakeDiscovery implements SegmentDiscovery {

  private final List<SegmentListener> listeners = new ArrayList<>();
  private final List<SegmentInfo> known = new ArrayList<>();

  void happened(SegmentEvent.Kind kind, SegmentInfo segment) {
    known.removeIf(before -> before.name().equals(segment.name()));
    if (kind != SegmentEvent.Kind.REMOVED) {
      known.add(segment);
    }
    List.copyOf(listeners).forEach(listener -> tell(listener, kind, segment));
  }

  int listeners() {
    return listeners.size();
  }

  private static void tell(SegmentListener listener, SegmentEvent.Kind kind, SegmentInfo segment) {
    listener.segmentChanged(new SegmentEvent(kind, segment, "as the test wants", 0));
  }

  @Override
  public Registration addListener(SegmentListener listener) {
    listeners.add(listener);
    known.forEach(segment -> tell(listener, SegmentEvent.Kind.CREATED, segment));
    return () -> listeners.remove(listener);
  }

  @Override
  public SegmentListing list() {
    return new SegmentListing(known, List.of());
  }

  @Override
  public SegmentListing refresh() {
    return list();
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    return known.stream().filter(info -> info.name().equals(segment)).findFirst();
  }

  @Override
  public Optional<SegmentInfo> refresh(String segment) {
    return find(segment);
  }
}
