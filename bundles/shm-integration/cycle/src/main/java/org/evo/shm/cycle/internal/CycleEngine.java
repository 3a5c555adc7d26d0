// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.ThreadScheduling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop for each rate that somebody wants, from its first task to its last. Thread-safe. */
final class CycleEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CycleEngine.class);
  private static final long WAIT_MS = 1_000;

  private final CycleClock clock;
  private final SortedMap<Integer, LoopThread> loops = new TreeMap<>();
  private Optional<LoopPlans> plans = Optional.empty();
  private Optional<ThreadScheduling> platform = Optional.empty();
  private Optional<ShmException> refusal = Optional.empty();
  private boolean closed;

  CycleEngine(CycleClock clock) {
    this.clock = clock;
  }

  /** Calls {@code task} from now on. */
  synchronized void add(CyclicTask task) {
    if (closed) {
      throw new IllegalStateException("closed: " + task.spec().name() + " will not be called");
    }
    BoundTask bound = new BoundTask(task, new FailureLog(LOG));
    int rateHz = bound.spec().rateHz();
    LoopThread known = loops.get(rateHz);
    LoopThread loop = known != null ? known : new LoopThread(rateHz, clock, wish(rateHz));
    loop.add(bound);
    if (known == null) {
      loop.start();
      loops.put(rateHz, loop);
    }
  }

  /**
   * Stops calling {@code task} and waits for its call under way, a second at most; one that is not
   * known does not matter. Only the same object counts: its successor may be there already, under
   * the same name.
   */
  void remove(CyclicTask task) {
    for (LoopThread loop : detach(task)) {
      if (loop.group().isEmpty()) {
        stop(loop);
      } else if (!loop.group().awaitQuiet(WAIT_MS)) {
        LOG.warn("a removed task is still inside its cycle after {} ms", WAIT_MS);
      }
    }
  }

  /** How the loops' threads are to be scheduled, those that run and those to come. */
  synchronized void schedule(LoopPlans wanted) {
    Optional<LoopPlans> before = plans;
    plans = Optional.of(wanted);
    refusal = Optional.empty();
    if (!before.equals(plans)) {
      reschedule();
    }
  }

  /** Nobody knows how to schedule them: no task is called until somebody does, or does already. */
  synchronized void refuseUnlessScheduled(ShmException why) {
    if (plans.isEmpty()) {
      refusal = Optional.of(why);
      reschedule();
    }
  }

  /** What schedules threads from now on; without it those that were scheduled remain so. */
  synchronized void platform(Optional<ThreadScheduling> now) {
    platform = now;
    if (now.isPresent()) {
      reschedule();
    }
  }

  /** One entry a loop. */
  List<CycleStatistics> statistics() {
    return loops().stream().map(loop -> loop.loop().statistics()).toList();
  }

  /** Ends every loop and waits for it. Idempotent. */
  @Override
  public void close() {
    List<LoopThread> ending;
    synchronized (this) {
      closed = true;
      ending = new ArrayList<>(loops.values());
      loops.clear();
    }
    ending.forEach(CycleEngine::stop);
  }

  private void reschedule() {
    loops.forEach((rateHz, loop) -> loop.scheduling().want(wish(rateHz)));
  }

  private LoopScheduling.Wish wish(int rateHz) {
    return new LoopScheduling.Wish(plans.orElse(LoopPlans.NONE).of(rateHz), platform, refusal);
  }

  private synchronized List<LoopThread> loops() {
    return List.copyOf(loops.values());
  }

  /** Under the lock only what is quick: the waiting for the loops comes after it. */
  private synchronized List<LoopThread> detach(CyclicTask task) {
    List<LoopThread> concerned =
        loops.values().stream().filter(loop -> loop.group().contains(task)).toList();
    concerned.forEach(loop -> loop.group().remove(task));
    loops.values().removeIf(loop -> loop.group().isEmpty());
    return concerned;
  }

  private static void stop(LoopThread loop) {
    if (loop.stop(WAIT_MS)) {
      LOG.info("ended: {}", new LoopText(loop.loop().statistics()));
    } else {
      LOG.warn(
          "a loop of {} Hz has not ended in {} ms; it ends when its task returns",
          loop.loop().statistics().rateHz(),
          WAIT_MS);
    }
  }
}
