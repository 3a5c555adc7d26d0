// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A loop, its group and the thread that runs it. */
final class LoopThread {

  private final RateGroup group;
  private final LoopScheduling scheduling;
  private final CycleLoop loop;
  private final Thread thread;

  LoopThread(int rateHz, CycleClock clock, LoopScheduling.Wish wish) {
    this.group = new RateGroup();
    this.scheduling = new LoopScheduling(rateHz, wish);
    this.loop = new CycleLoop(group, rateHz, clock, scheduling);
    this.thread = new Thread(null, loop, "evo-cycle-" + rateHz + "Hz", 0, false);
    thread.setDaemon(true);
    // The thread outlives the bundle that happened to bring the first task.
    thread.setContextClassLoader(LoopThread.class.getClassLoader());
  }

  /** Takes a task in, from the next cycle on. */
  void add(BoundTask task) {
    task.join(loop.view());
    group.add(task);
  }

  RateGroup group() {
    return group;
  }

  CycleLoop loop() {
    return loop;
  }

  LoopScheduling scheduling() {
    return scheduling;
  }

  void start() {
    thread.start();
  }

  /**
   * Ends the thread and waits for it, unless it is the caller.
   *
   * @return false when it still runs after {@code timeoutMs}, or the caller was interrupted, which
   *     it then still is
   */
  boolean stop(long timeoutMs) {
    loop.stop();
    LockSupport.unpark(thread);
    if (Thread.currentThread() == thread) {
      return true;
    }
    try {
      TimeUnit.MILLISECONDS.timedJoin(thread, timeoutMs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
