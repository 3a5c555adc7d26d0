// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.atomic.AtomicLong;
import org.evo.shm.cycle.CycleStatistics;

/** What one loop counts: written by its thread alone, read by any. */
final class LoopCounters {

  private final AtomicLong cycles = new AtomicLong();
  private final AtomicLong deadlineMisses = new AtomicLong();
  private final AtomicLong overruns = new AtomicLong();
  private final AtomicLong skipped = new AtomicLong();
  private final AtomicLong lastDurationNs = new AtomicLong();
  private final AtomicLong maxDurationNs = new AtomicLong();
  private final AtomicLong maxLatenessNs = new AtomicLong();

  void cycle(long latenessNs, long durationNs) {
    add(cycles, 1);
    lastDurationNs.setRelease(durationNs);
    raise(maxDurationNs, durationNs);
    raise(maxLatenessNs, latenessNs);
  }

  void deadlineMiss() {
    add(deadlineMisses, 1);
  }

  void overrun(long cyclesSkipped) {
    add(overruns, 1);
    add(skipped, cyclesSkipped);
  }

  CycleStatistics.Counts counts() {
    return new CycleStatistics.Counts(
        cycles.get(), deadlineMisses.get(), overruns.get(), skipped.get());
  }

  CycleStatistics.Timing timing() {
    return new CycleStatistics.Timing(
        lastDurationNs.get(), maxDurationNs.get(), maxLatenessNs.get());
  }

  private static void add(AtomicLong counter, long amount) {
    counter.setRelease(counter.getPlain() + amount);
  }

  private static void raise(AtomicLong maximum, long value) {
    if (value > maximum.getPlain()) {
      maximum.setRelease(value);
    }
  }
}
