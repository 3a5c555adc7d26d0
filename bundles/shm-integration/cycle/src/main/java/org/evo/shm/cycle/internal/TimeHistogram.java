// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.evo.shm.cycle.CycleStatistics;

/**
 * How the times of one kind are distributed. Recorded by one thread, wait-free and without
 * allocation; looked at by any.
 */
final class TimeHistogram {

  /** Longer times count as this long, but for the maximum. */
  private static final long HIGHEST_NS = 10_000_000_000L;

  private static final int SIGNIFICANT_DIGITS = 3;

  private final SingleWriterRecorder recorder =
      new SingleWriterRecorder(HIGHEST_NS, SIGNIFICANT_DIGITS);
  private final Histogram total = new Histogram(HIGHEST_NS, SIGNIFICANT_DIGITS);
  private final Counter max = new Counter();
  private Histogram interval;

  /** Timing: hot. */
  void record(long timeNs) {
    recorder.recordValue(Math.max(0, Math.min(timeNs, HIGHEST_NS)));
    max.raise(timeNs);
  }

  /** The longest time, in ns. Timing: hot. */
  long maxNs() {
    return max.get();
  }

  /** All times since the beginning. Timing: cold; never blocks who records. */
  synchronized CycleStatistics.Distribution distribution() {
    interval = recorder.getIntervalHistogram(interval);
    total.add(interval);
    long longestNs = max.get();
    return new CycleStatistics.Distribution(
        total.getTotalCount(),
        percentileNs(50, longestNs),
        percentileNs(99, longestNs),
        percentileNs(99.9, longestNs),
        longestNs);
  }

  /** The histogram answers with the upper end of a step, which may lie above all there was. */
  private long percentileNs(double percentile, long longestNs) {
    return Math.min(total.getValueAtPercentile(percentile), longestNs);
  }
}
