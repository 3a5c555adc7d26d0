// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery.example;

import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The listener of this bundle's README. */
public final class SegmentLogActivator implements BundleActivator {
  private ServiceTracker<SegmentDiscovery, SegmentDiscovery.Registration> tracker;

  @Override
  public void start(BundleContext context) {
    tracker =
        new ServiceTracker<>(context, SegmentDiscovery.class, null) {
          @Override
          public SegmentDiscovery.Registration addingService(
              ServiceReference<SegmentDiscovery> found) {
            return context.getService(found).addListener(SegmentLogActivator::changed);
          }

          @Override
          public void removedService(
              ServiceReference<SegmentDiscovery> gone, SegmentDiscovery.Registration registration) {
            registration.close();
            context.ungetService(gone);
          }
        };
    tracker.open();
  }

  private static void changed(SegmentEvent event) {
    System.out.println(event.kind() + " " + event.segment().name() + ": " + event.reason());
  }

  @Override
  public void stop(BundleContext context) {
    tracker.close();
  }
}
