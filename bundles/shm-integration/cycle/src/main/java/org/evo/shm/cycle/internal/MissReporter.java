// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evo.shm.cycle.CycleStatistics;

/**
 * Tells of missed deadlines, on a thread of its own: a loop that is late must not be made later.
 */
final class MissReporter implements AutoCloseable {

  private static final long PERIOD_S = 10;

  private final Supplier<List<CycleStatistics>> loops;
  private final Consumer<String> log;
  private final Map<Integer, Long> known = new HashMap<>();
  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param log takes one line for each loop with new misses
   */
  MissReporter(Supplier<List<CycleStatistics>> loops, Consumer<String> log) {
    this.loops = loops;
    this.log = log;
    this.executor = new ScheduledThreadPoolExecutor(1, MissReporter::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, "evo-cycle-report", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(MissReporter.class.getClassLoader());
    return thread;
  }

  /** Begins to report, every ten seconds. */
  void start() {
    executor.scheduleAtFixedRate(this::report, PERIOD_S, PERIOD_S, TimeUnit.SECONDS);
  }

  /** Reports what was missed since the last time. Owned by one thread at a time. */
  void report() {
    List<CycleStatistics> now = loops.get();
    for (CycleStatistics loop : now) {
      CycleStatistics.Misses misses = loop.counts().misses();
      long missed = misses.classA() + misses.classB() + misses.own();
      long before = known.getOrDefault(loop.rateHz(), 0L);
      // Fewer than before: the loop has ended meanwhile, and another has begun.
      long fresh = missed < before ? missed : missed - before;
      known.put(loop.rateHz(), missed);
      if (fresh > 0) {
        log.accept(fresh + " deadlines missed since the last report; " + new LoopText(loop));
      }
    }
    known.keySet().retainAll(now.stream().map(CycleStatistics::rateHz).toList());
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
