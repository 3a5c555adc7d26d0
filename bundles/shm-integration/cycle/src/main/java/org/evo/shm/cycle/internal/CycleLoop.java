// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.TimeUnit;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CycleView;

/**
 * Runs a group at its rate, on the thread that calls {@link #run()}, until it is stopped. Cycles
 * stay on the grid they began with: one that comes late does not move the next.
 */
final class CycleLoop implements Runnable {

  private static final long REFUSED_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final RateGroup group;
  private final CycleClock clock;
  private final int rateHz;
  private final long periodNs;
  private final LoopMeter meter;
  private final LoopScheduling scheduling;
  private volatile boolean stopped;

  CycleLoop(RateGroup group, int rateHz, CycleClock clock, LoopScheduling scheduling) {
    this.group = group;
    this.clock = clock;
    this.rateHz = rateHz;
    this.periodNs = TimeUnit.SECONDS.toNanos(1) / rateHz;
    this.meter = new LoopMeter(clock);
    this.scheduling = scheduling;
  }

  @Override
  public void run() {
    long dueNs = clock.nanoTime() + periodNs;
    while (!stopped) {
      if (!scheduling.admits()) {
        waitForAdmission();
        dueNs = clock.nanoTime() + periodNs;
      } else if (awaitDue(dueNs)) {
        dueNs = cycle(dueNs);
      }
    }
  }

  /** Ends {@link #run()} after the cycle under way. Unpark its thread to make it notice. */
  void stop() {
    stopped = true;
  }

  /** What its tasks may see of it. */
  CycleView view() {
    return meter;
  }

  CycleStatistics statistics() {
    return new CycleStatistics(
        rateHz, meter.counts(), meter.timing(), scheduling.report(), group.statistics());
  }

  /** A while, in which another configuration may come, and tasks that do not know yet. */
  private void waitForAdmission() {
    group.refuse(clock.nanoTime(), scheduling.refusal());
    Thread.interrupted(); // nobody's request to end, and the pause would be none
    clock.parkUntil(clock.nanoTime() + REFUSED_PAUSE_NS);
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
    meter.begin(dueNs, beginNs);
    group.run(beginNs, meter);
    long endNs = clock.nanoTime();
    meter.end(endNs);
    return nextDue(dueNs + periodNs, endNs);
  }

  /** A cycle that is late by less than a period is still worth running; older ones are left out. */
  private long nextDue(long nextNs, long endNs) {
    if (endNs - nextNs <= 0) {
      return nextNs;
    }
    long missed = (endNs - nextNs) / periodNs;
    meter.overrun(missed);
    return nextNs + missed * periodNs;
  }
}
