// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** Remembers why bundles did not start, the first reason of each. Thread-safe. */
final class StartFailures implements FrameworkListener {

  private static final String UNKNOWN = "the log may say why";

  private final Map<Long, String> reasons = new ConcurrentHashMap<>();

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      Throwable cause = event.getThrowable();
      reasons.putIfAbsent(
          event.getBundle().getBundleId(), cause == null ? UNKNOWN : describe(cause));
    }
  }

  /** Why this bundle did not start, on one line. */
  String reason(Bundle bundle) {
    return reasons.getOrDefault(bundle.getBundleId(), UNKNOWN);
  }

  /** The wrapper says which method failed, the cause says why. */
  private static String describe(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure.getMessage() : failure.getMessage() + " (" + cause + ")";
  }
}
