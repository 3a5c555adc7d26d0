// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.evo.shm.ServiceProperties;
import org.evo.shm.layout.RecordLayout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Layouts that bundles register as services; of several with one name the highest in rank counts.
 */
final class LayoutServices implements LayoutWatch {

  private final BundleContext context;

  LayoutServices(BundleContext context) {
    this.context = context;
  }

  @Override
  public Runnable watch(String name, Consumer<RecordLayout> found) {
    ServiceTracker<RecordLayout, RecordLayout> tracker =
        new ServiceTracker<>(context, filter(name), new Best(context, found));
    tracker.open();
    return tracker::close;
  }

  private static Filter filter(String name) {
    try {
      return FrameworkUtil.createFilter(
          "(&("
              + Constants.OBJECTCLASS
              + "="
              + RecordLayout.class.getName()
              + ")("
              + ServiceProperties.LAYOUT
              + "="
              + name
              + "))");
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException("a name of a layout was to be checked: " + name, e);
    }
  }

  /** Tells of the best there is, each time that one has come. */
  private record Best(
      BundleContext context,
      Consumer<RecordLayout> found,
      Map<ServiceReference<RecordLayout>, RecordLayout> present)
      implements ServiceTrackerCustomizer<RecordLayout, RecordLayout> {

    Best(BundleContext context, Consumer<RecordLayout> found) {
      this(context, found, new ConcurrentSkipListMap<>());
    }

    @Override
    public RecordLayout addingService(ServiceReference<RecordLayout> reference) {
      RecordLayout layout = context.getService(reference);
      if (layout != null) {
        present.put(reference, layout);
        tell();
      }
      return layout;
    }

    @Override
    public void modifiedService(ServiceReference<RecordLayout> reference, RecordLayout layout) {
      tell();
    }

    @Override
    public void removedService(ServiceReference<RecordLayout> reference, RecordLayout layout) {
      present.remove(reference);
      context.ungetService(reference);
      tell();
    }

    private void tell() {
      present.entrySet().stream()
          .max(Map.Entry.comparingByKey())
          .ifPresent(best -> found.accept(best.getValue()));
    }
  }
}
