// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.evo.shm.module.EvoModule;
import org.evo.shm.module.ModuleStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.util.tracker.ServiceTracker;

/** An embedded framework and the bundles in it. */
final class Container {

  static final long STOP_TIMEOUT_MS = 10_000;

  private final Framework framework;
  private final StartFailures failures = new StartFailures();

  /**
   * @param properties of the framework
   */
  Container(Map<String, String> properties) {
    this.framework = new FrameworkFactory().newFramework(properties);
  }

  /**
   * Starts the framework and all bundles, level by level, and returns when all have started.
   *
   * @throws BundleException when one does not, with the reason
   */
  void start(List<BundleFile> bundles) throws BundleException {
    framework.init();
    BundleContext context = framework.getBundleContext();
    context.addFrameworkListener(failures);
    for (BundleFile file : bundles) {
      Bundle bundle = context.installBundle(file.jar().toUri().toString());
      bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
      if (!isFragment(bundle)) {
        bundle.start();
      }
    }
    framework.start();
    for (Bundle bundle : context.getBundles()) {
      requireStarted(bundle);
    }
  }

  /** What the modules that are there say of themselves. Thread-safe. */
  Collection<ModuleStatus> modules() {
    ServiceTracker<EvoModule, EvoModule> tracker =
        new ServiceTracker<>(framework.getBundleContext(), EvoModule.class, null);
    tracker.open();
    try {
      return tracker.getTracked().values().stream().map(EvoModule::status).toList();
    } finally {
      tracker.close();
    }
  }

  /**
   * Stops all bundles, the modules first, and waits for it, 10 s at most. Timing: blocking.
   *
   * @return whether it has come to its end
   */
  boolean stop() throws BundleException {
    framework.stop();
    try {
      FrameworkEvent end = framework.waitForStop(STOP_TIMEOUT_MS);
      return end.getType() != FrameworkEvent.WAIT_TIMEDOUT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void requireStarted(Bundle bundle) throws BundleException {
    int expected = isFragment(bundle) ? Bundle.RESOLVED : Bundle.ACTIVE;
    if (bundle.getState() != expected) {
      throw new BundleException(
          "bundle " + bundle.getSymbolicName() + " does not start: " + failures.reason(bundle));
    }
  }

  private static boolean isFragment(Bundle bundle) {
    return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
  }
}
