// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.Set;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.spi.SegmentCleaner;

/** A cleaner that tells the handlers of this process what it removed. Thread-safe. */
final class TellingCleaner implements SegmentCleaner {

  private final SegmentCleaner cleaner;
  private final CleanupHandlers handlers;

  TellingCleaner(SegmentCleaner cleaner, CleanupHandlers handlers) {
    this.cleaner = cleaner;
    this.handlers = handlers;
  }

  @Override
  public CleanupReport clean(CleanupRequest request) {
    return told(request, cleaner.clean(request));
  }

  @Override
  public CleanupReport clean(Set<String> segments, CleanupRequest request) {
    return told(request, cleaner.clean(segments, request));
  }

  private CleanupReport told(CleanupRequest request, CleanupReport report) {
    if (!request.dryRun()) {
      handlers.removed(report.removed());
    }
    return report;
  }
}
