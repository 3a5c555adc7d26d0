// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery.example;

import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The listener of the product's README. */
@Component(immediate = true)
public final class SegmentLog {
  private final SegmentDiscovery.Registration registration;

  @Activate
  public SegmentLog(@Reference SegmentDiscovery discovery) {
    registration = discovery.addListener(this::changed);
  }

  /** On a thread of discovery's, one event at a time, in their order. */
  private void changed(SegmentEvent event) {
    System.out.println(event.kind() + " " + event.segment().name() + ": " + event.reason());
  }

  @Deactivate
  public void close() {
    registration.close();
  }
}
