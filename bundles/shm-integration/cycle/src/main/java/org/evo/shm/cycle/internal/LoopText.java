// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import org.evo.shm.cycle.CycleStatistics;

/** A loop in one line of the log. */
record LoopText(CycleStatistics loop) {

  private static final double NS_PER_US = 1000;

  @Override
  public String toString() {
    CycleStatistics.Counts counts = loop.counts();
    CycleStatistics.Misses misses = counts.misses();
    return "loop of %d Hz: %d cycles; lateness %s; run time %s; missed A %d, B %d, own %d; %s"
        .formatted(
            loop.rateHz(),
            counts.cycles(),
            text(loop.timing().lateness()),
            text(loop.timing().duration()),
            misses.classA(),
            misses.classB(),
            misses.own(),
            counts.overruns() + " overruns, " + counts.skipped() + " cycles left out");
  }

  private static String text(CycleStatistics.Distribution times) {
    return "P50 %.1f P99 %.1f P99.9 %.1f max %.1f us"
        .formatted(
            times.p50Ns() / NS_PER_US,
            times.p99Ns() / NS_PER_US,
            times.p999Ns() / NS_PER_US,
            times.maxNs() / NS_PER_US);
  }
}
