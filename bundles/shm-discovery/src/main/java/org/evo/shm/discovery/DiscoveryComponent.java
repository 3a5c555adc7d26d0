// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListener;
import org.evo.shm.SegmentListing;
import org.evo.shm.spi.SegmentProbe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes {@link IndexedDiscovery} while the platform's probe is there. */
@Component(service = SegmentDiscovery.class)
public final class DiscoveryComponent implements SegmentDiscovery {

  private final IndexedDiscovery discovery;

  /**
   * @param probe the platform's
   */
  @Activate
  public DiscoveryComponent(@Reference SegmentProbe probe) {
    this.discovery = new IndexedDiscovery(probe);
  }

  @Deactivate
  void deactivate() {
    discovery.close();
  }

  @Override
  public SegmentListing list() {
    return discovery.list();
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    return discovery.find(segment);
  }

  @Override
  public SegmentListing refresh() {
    return discovery.refresh();
  }

  @Override
  public Optional<SegmentInfo> refresh(String segment) {
    return discovery.refresh(segment);
  }

  @Override
  public Registration addListener(SegmentListener listener) {
    return discovery.addListener(listener);
  }
}
