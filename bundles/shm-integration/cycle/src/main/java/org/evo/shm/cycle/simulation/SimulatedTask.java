// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.simulation;

import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.cycle.DeadlineClass;

/**
 * A task and when it is due. No logical time passes while it works, so it is never late. Owned by
 * the thread of the simulation.
 */
final class SimulatedTask implements CycleView {

  static final Comparator<SimulatedTask> ORDER =
      Comparator.comparingInt((SimulatedTask task) -> task.spec.order())
          .thenComparing(task -> task.spec.name());

  private final CyclicTask task;
  private final CycleSpec spec;
  private final long periodNs;
  private long dueNs;
  private long cycles;

  SimulatedTask(CyclicTask task, long nowNs) {
    this.task = task;
    this.spec = task.spec();
    this.periodNs = TimeUnit.SECONDS.toNanos(1) / spec.rateHz();
    this.dueNs = nowNs + periodNs;
  }

  CyclicTask task() {
    return task;
  }

  String name() {
    return spec.name();
  }

  long dueNs() {
    return dueNs;
  }

  void run(long nowNs) {
    cycles++;
    dueNs += periodNs;
    task.cycle(nowNs);
  }

  @Override
  public long cycles() {
    return cycles;
  }

  @Override
  public long overruns() {
    return 0;
  }

  @Override
  public long skipped() {
    return 0;
  }

  @Override
  public long lastLatenessNs() {
    return 0;
  }

  @Override
  public long maxLatenessNs() {
    return 0;
  }

  @Override
  public long lastDurationNs() {
    return 0;
  }

  @Override
  public long maxDurationNs() {
    return 0;
  }

  @Override
  public long misses(DeadlineClass deadlineClass) {
    return 0;
  }

  @Override
  public void inputsRead() {
    // never late
  }
}
