// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.TimeUnit;
import org.evo.shm.cycle.CycleStatistics;

/**
 * Runs a group at its rate, on the thread that calls {@link #run()}, until it is stopped. Cycles
 * stay on the grid they began with: one that comes late does not move the next.
 */
final class CycleLoop implements Runnable {

  /** Class A: done within 1 ms of being due. */
  private static final long DEADLINE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private final RateGroup group;
  private final CycleClock clock;
  private final int rateHz;
  private final long periodNs;
  private final LoopCounters counters = new LoopCounters();
  private volatile boolean stopped;

  CycleLoop(RateGroup group, int rateHz, CycleClock clock) {
    this.group = group;
    this.clock = clock;
    this.rateHz = rateHz;
    this.periodNs = TimeUnit.SECONDS.toNanos(1) / rateHz;
  }

  @Override
  public void run() {
    long dueNs = clock.nanoTime() + periodNs;
    while (awaitDue(dueNs)) {
      dueNs = cycle(dueNs);
    }
  }

  /** Ends {@link #run()} after the cycle under way. Unpark its thread to make it notice. */
  void stop() {
    stopped = true;
  }

  CycleStatistics statistics() {
    return new CycleStatistics(rateHz, counters.counts(), counters.timing(), group.statistics());
  }

  private boolean awaitDue(long dueNs) {
    while (!stopped && dueNs - clock.nanoTime() > 0) {
      clock.parkUntil(dueNs);
    }
    return !stopped;
  }

  /** Runs one cycle and returns when the next is due. */
  private long cycle(long dueNs) {
    long beginNs = clock.nanoTime();
    group.run(beginNs);
    long endNs = clock.nanoTime();
    counters.cycle(beginNs - dueNs, endNs - beginNs);
    if (endNs - dueNs > DEADLINE_NS) {
      counters.deadlineMiss();
    }
    return nextDue(dueNs + periodNs, endNs);
  }

  /** A cycle that is late by less than a period is still worth running; older ones are left out. */
  private long nextDue(long nextNs, long endNs) {
    if (endNs - nextNs <= 0) {
      return nextNs;
    }
    long missed = (endNs - nextNs) / periodNs;
    counters.overrun(missed);
    return nextNs + missed * periodNs;
  }
}
