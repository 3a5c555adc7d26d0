// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Comparator;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;

/** A task in its loop: called by the loop's thread only, looked at by any. */
final class BoundTask {

  /** Equal ones keep the order in which they were bound, for the sort is stable. */
  static final Comparator<BoundTask> ORDER =
      Comparator.comparingInt((BoundTask bound) -> bound.spec.order())
          .thenComparing(bound -> bound.spec.name());

  private final CyclicTask task;
  private final CycleSpec spec;
  private final FailureLog log;
  private final Counter calls = new Counter();
  private final Counter failures = new Counter();
  private final Counter misses = new Counter();
  private ShmException told;

  BoundTask(CyclicTask task, FailureLog log) {
    this.task = task;
    this.spec = task.spec();
    this.log = log;
  }

  CycleSpec spec() {
    return spec;
  }

  boolean isFor(CyclicTask candidate) {
    return task == candidate;
  }

  /** Shows the loop to the task. */
  void join(CycleView loop) {
    task.joined(loop);
  }

  /** Calls the task. Whatever it throws stays here, errors too: they must not end the others. */
  void run(long nowNs, LoopMeter meter) {
    calls.add(1);
    told = null;
    try {
      task.cycle(nowNs);
    } catch (Throwable failure) {
      threw(nowNs, failure);
    }
    if (Thread.interrupted()) {
      log.report(nowNs, "task " + spec.name() + " left its loop interrupted; cleared", null);
    }
    if (meter.missed(spec.deadline())) {
      misses.add(1);
    }
  }

  /** Tells the task that it is not called, unless it knows that already. */
  void refuse(long nowNs, ShmException why) {
    if (told == why) {
      return;
    }
    told = why;
    try {
      task.refused(why);
    } catch (Throwable failure) {
      threw(nowNs, failure);
    }
  }

  private void threw(long nowNs, Throwable failure) {
    failures.add(1);
    log.report(nowNs, "task " + spec.name() + " threw", failure);
  }

  CycleStatistics.Task statistics() {
    return new CycleStatistics.Task(
        spec.name(), spec.order(), calls.get(), failures.get(), misses.get());
  }
}
