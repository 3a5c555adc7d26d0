// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;

/**
 * The tasks of one rate. Run by one thread at a time; changed and looked at by any.
 *
 * <p>The running thread makes {@code phase} odd, then reads the tasks. Whoever removes one stores
 * the new tasks, then reads {@code phase}: even means that no call of the old ones is under way.
 */
final class RateGroup {

  private static final long PAUSE_NS = 20_000;

  private volatile BoundTask[] tasks = {};
  private final AtomicLong phase = new AtomicLong();
  private volatile Thread runner;

  /** Calls every task once, in order. */
  void run(long nowNs, LoopMeter meter) {
    enter();
    for (BoundTask task : tasks) {
      task.run(nowNs, meter);
    }
    leave();
  }

  /** Tells every task that it is not called. */
  void refuse(long nowNs, ShmException why) {
    enter();
    for (BoundTask task : tasks) {
      task.refuse(nowNs, why);
    }
    leave();
  }

  private void enter() {
    runner = Thread.currentThread();
    phase.incrementAndGet();
  }

  private void leave() {
    phase.incrementAndGet();
  }

  /** Adds a task, from the next cycle on. */
  synchronized void add(BoundTask task) {
    tasks =
        Stream.concat(Arrays.stream(tasks), Stream.of(task))
            .sorted(BoundTask.ORDER)
            .toArray(BoundTask[]::new);
  }

  /** Takes a task out, from the next cycle on. */
  synchronized void remove(CyclicTask task) {
    tasks = Arrays.stream(tasks).filter(bound -> !bound.isFor(task)).toArray(BoundTask[]::new);
  }

  boolean contains(CyclicTask task) {
    return Arrays.stream(tasks).anyMatch(bound -> bound.isFor(task));
  }

  boolean isEmpty() {
    return tasks.length == 0;
  }

  List<CycleStatistics.Task> statistics() {
    return Arrays.stream(tasks).map(BoundTask::statistics).toList();
  }

  /**
   * Waits until the cycle that is under way is done; a task that asks from inside its own cycle is
   * not kept waiting for itself.
   *
   * @return whether it was done in time
   */
  boolean awaitQuiet(long timeoutMs) {
    long seen = phase.get();
    if ((seen & 1) == 0 || Thread.currentThread() == runner) {
      return true;
    }
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (phase.get() == seen) {
      if (System.nanoTime() - deadlineNs > 0) {
        return false;
      }
      LockSupport.parkNanos(this, PAUSE_NS);
    }
    return true;
  }
}
