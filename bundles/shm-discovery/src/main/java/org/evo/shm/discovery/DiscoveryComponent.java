// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Optional;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.spi.SegmentProbe;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publishes {@link DirectoryDiscovery} while the platform's probe is there. */
@Component(service = SegmentDiscovery.class)
public final class DiscoveryComponent implements SegmentDiscovery {

  private final SegmentDiscovery discovery;

  /**
   * @param probe the platform's
   */
  @Activate
  public DiscoveryComponent(@Reference SegmentProbe probe) {
    this.discovery = new DirectoryDiscovery(probe);
  }

  @Override
  public SegmentListing list() {
    return discovery.list();
  }

  @Override
  public Optional<SegmentInfo> find(String segment) {
    return discovery.find(segment);
  }
}
