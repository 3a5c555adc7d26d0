// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;

/** Finds nothing, whatever there is. */
public final class BlindDiscovery implements SegmentDiscovery {

  @Override
  public SegmentListing list() {
    return new SegmentListing(List.of(), List.of());
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    return Optional.empty();
  }

  @Override
  public SegmentListing refresh() {
    return list();
  }

  @Override
  public Optional<SegmentInfo> refresh(String segment) {
    return Optional.empty();
  }

  @Override
  public Registration addListener(SegmentListener listener) {
    return () -> {};
  }
}
