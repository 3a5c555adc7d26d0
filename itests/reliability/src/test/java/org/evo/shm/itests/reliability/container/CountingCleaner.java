// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability.container;

import java.util.Set;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.spi.SegmentCleaner;

/**
 * Lets the platform's cleaner do everything, and tells what was asked of it and what came of it.
 */
final class CountingCleaner implements SegmentCleaner {

  private final SegmentCleaner cleaner;

  CountingCleaner(SegmentCleaner cleaner) {
    this.cleaner = cleaner;
  }

  @Override
  public CleanupReport clean(CleanupRequest request) {
    return tell(request, Set.of(), System.nanoTime(), cleaner.clean(request));
  }

  @Override
  public CleanupReport clean(Set<String> segments, CleanupRequest request) {
    return tell(request, segments, System.nanoTime(), cleaner.clean(segments, request));
  }

  private static CleanupReport tell(
      CleanupRequest request, Set<String> segments, long startNs, CleanupReport report) {
    if (request.dryRun()) {
      System.out.println("looked");
      return report;
    }
    segments.forEach(name -> System.out.println("wanted " + name + " " + startNs));
    report.kept().forEach(kept -> System.out.println("kept " + kept.reason()));
    System.out.println("pass " + report.filesRemoved() + " " + report.complete());
    return report;
  }
}
