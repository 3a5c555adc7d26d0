// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.cycle.CyclicTask;

/**
 * Calls tasks in logical time, on the thread that asks for it: all that are due at one moment run
 * one after the other, by order, then by name, then in the order of registration, whatever their
 * rates. The same tasks with the same inputs do the same every time. Owned by one thread.
 *
 * <p>What a task throws comes out of the step, after which time stands where it was thrown.
 */
public final class SimulatedCycles {

  private final Set<String> awaited;
  private final List<SimulatedTask> tasks = new ArrayList<>();
  private final long startNs;
  private long nowNs;

  /**
   * Time that has not started.
   *
   * @param startNs the first moment, in ns
   * @param awaited names of the tasks without which time does not start
   */
  public SimulatedCycles(long startNs, Set<String> awaited) {
    this.startNs = startNs;
    this.nowNs = startNs;
    this.awaited = new TreeSet<>(awaited);
  }

  /** Now, in ns. Give it to whoever needs a clock. */
  public long nowNs() {
    return nowNs;
  }

  /** Logical time since the start, in ns. */
  public long elapsedNs() {
    return nowNs - startNs;
  }

  /**
   * Takes a task in; it is first due a period from now.
   *
   * @return what takes it out again
   */
  public Runnable register(CyclicTask task) {
    SimulatedTask simulated = new SimulatedTask(task, nowNs);
    task.joined(simulated);
    awaited.remove(simulated.name());
    tasks.add(simulated);
    tasks.sort(SimulatedTask.ORDER);
    return () -> tasks.removeIf(known -> known.task() == task);
  }

  /**
   * Goes on to the next moment at which something is due, and does it.
   *
   * @throws IllegalStateException when awaited tasks have never come, or there is none at all
   */
  public void step() {
    long dueNs = nextDueNs();
    nowNs = dueNs;
    for (SimulatedTask task : List.copyOf(tasks)) {
      if (task.dueNs() == dueNs && tasks.contains(task)) {
        task.run(dueNs);
      }
    }
  }

  /**
   * Lets time pass as fast as the tasks allow.
   *
   * @param durationNs logical time, in ns
   * @throws IllegalStateException when awaited tasks have never come, or there is none at all
   */
  public void run(long durationNs) {
    long endNs = nowNs + durationNs;
    while (nextDueNs() - endNs <= 0) {
      step();
    }
    nowNs = endNs;
  }

  /**
   * Lets time pass no faster than real time. Ends early, between two moments, when the thread is
   * interrupted, which it then still is.
   *
   * @param durationNs logical time, in ns
   * @throws IllegalStateException when awaited tasks have never come, or there is none at all
   */
  public void runAtRealPace(long durationNs) {
    long endNs = nowNs + durationNs;
    long offsetNs = System.nanoTime() - nowNs;
    while (nextDueNs() - endNs <= 0) {
      if (!awaitRealTime(nextDueNs() + offsetNs)) {
        return;
      }
      step();
    }
    if (awaitRealTime(endNs + offsetNs)) {
      nowNs = endNs;
    }
  }

  private static boolean awaitRealTime(long realNs) {
    long leftNs = realNs - System.nanoTime();
    while (leftNs > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(leftNs);
      leftNs = realNs - System.nanoTime();
    }
    return !Thread.currentThread().isInterrupted();
  }

  private long nextDueNs() {
    if (!awaited.isEmpty()) {
      throw new IllegalStateException("time has not started: tasks still to come: " + awaited);
    }
    SimulatedTask next = null;
    for (SimulatedTask task : tasks) {
      if (next == null || task.dueNs() - next.dueNs() < 0) {
        next = task;
      }
    }
    if (next == null) {
      throw new IllegalStateException("no task, so nothing is ever due");
    }
    return next.dueNs();
  }
}
