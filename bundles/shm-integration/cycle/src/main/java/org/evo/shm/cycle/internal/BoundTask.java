// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CyclicTask;

/** A task in its loop: called by the loop's thread only, looked at by any. */
final class BoundTask {

  /** Equal ones keep the order in which they were bound, for the sort is stable. */
  static final Comparator<BoundTask> ORDER =
      Comparator.comparingInt((BoundTask bound) -> bound.spec.order())
          .thenComparing(bound -> bound.spec.name());

  private final CyclicTask task;
  private final CycleSpec spec;
  private final FailureLog log;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

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

  /** Calls the task. Whatever it throws stays here, errors too: they must not end the others. */
  void run(long nowNs) {
    increment(calls);
    try {
      task.cycle(nowNs);
    } catch (Throwable failure) {
      increment(failures);
      log.report(nowNs, "task " + spec.name() + " threw", failure);
    }
    if (Thread.interrupted()) {
      log.report(nowNs, "task " + spec.name() + " left its loop interrupted; cleared", null);
    }
  }

  CycleStatistics.Task statistics() {
    return new CycleStatistics.Task(spec.name(), spec.order(), calls.get(), failures.get());
  }

  /** One writer: no need for the cost of an atomic increment. */
  private static void increment(AtomicLong counter) {
    counter.setRelease(counter.getPlain() + 1);
  }
}
