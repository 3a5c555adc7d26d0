// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.Deadline;
import org.evo.shm.cycle.DeadlineClass;

/** What one loop measures: written by its thread alone, read by any. */
final class LoopMeter implements CycleView {

  private final CycleClock clock;
  private final Counter cycles = new Counter();
  private final Counter overruns = new Counter();
  private final Counter skipped = new Counter();
  private final Counter lastLatenessNs = new Counter();
  private final Counter lastDurationNs = new Counter();
  private final Counter[] misses = {new Counter(), new Counter(), new Counter()};
  private final TimeHistogram lateness = new TimeHistogram();
  private final TimeHistogram duration = new TimeHistogram();
  private long dueNs;
  private long beginNs;

  LoopMeter(CycleClock clock) {
    this.clock = clock;
  }

  /** A cycle begins. */
  void begin(long dueNs, long beginNs) {
    this.dueNs = dueNs;
    this.beginNs = beginNs;
    cycles.add(1);
    lastLatenessNs.set(beginNs - dueNs);
    lateness.record(beginNs - dueNs);
  }

  /** It is done. */
  void end(long endNs) {
    lastDurationNs.set(endNs - beginNs);
    duration.record(endNs - beginNs);
  }

  void overrun(long cyclesSkipped) {
    overruns.add(1);
    skipped.add(cyclesSkipped);
  }

  /**
   * Something is done that has a deadline.
   *
   * @return whether it was missed
   */
  boolean missed(Deadline deadline) {
    if (clock.nanoTime() - dueNs <= deadline.limitNs()) {
      return false;
    }
    misses[deadline.deadlineClass().ordinal()].add(1);
    return true;
  }

  CycleStatistics.Counts counts() {
    return new CycleStatistics.Counts(
        cycles.get(),
        new CycleStatistics.Misses(
            misses(DeadlineClass.A), misses(DeadlineClass.B), misses(DeadlineClass.OWN)),
        overruns.get(),
        skipped.get());
  }

  CycleStatistics.Timing timing() {
    return new CycleStatistics.Timing(
        lastDurationNs.get(), duration.distribution(), lateness.distribution());
  }

  @Override
  public long cycles() {
    return cycles.get();
  }

  @Override
  public long overruns() {
    return overruns.get();
  }

  @Override
  public long skipped() {
    return skipped.get();
  }

  @Override
  public long lastLatenessNs() {
    return lastLatenessNs.get();
  }

  @Override
  public long maxLatenessNs() {
    return lateness.maxNs();
  }

  @Override
  public long lastDurationNs() {
    return lastDurationNs.get();
  }

  @Override
  public long maxDurationNs() {
    return duration.maxNs();
  }

  @Override
  public long misses(DeadlineClass deadlineClass) {
    return misses[deadlineClass.ordinal()].get();
  }

  @Override
  public void inputsRead() {
    missed(Deadline.B);
  }
}
