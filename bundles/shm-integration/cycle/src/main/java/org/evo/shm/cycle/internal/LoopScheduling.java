// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.spi.ThreadScheduling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the thread of one loop is scheduled as configured: wanted by any thread, applied
 * by the loop's, since the kernel's calls are about their caller.
 */
final class LoopScheduling {

  private static final Logger LOG = LoggerFactory.getLogger(LoopScheduling.class);

  private final int rateHz;
  private volatile Wish wish;
  private volatile Outcome outcome = new Outcome(CycleStatistics.Scheduling.NONE, null);
  private Wish applied = new Wish(ThreadPlan.NONE, Optional.empty(), Optional.empty());
  private boolean touched;

  /**
   * What is wanted.
   *
   * @param platform what applies it, empty while there is none
   * @param refusal why there is no plan, so that the loop must not run; empty when there is one
   */
  record Wish(
      ThreadPlan plan, Optional<ThreadScheduling> platform, Optional<ShmException> refusal) {}

  private record Outcome(CycleStatistics.Scheduling report, ShmException refusal) {}

  LoopScheduling(int rateHz, Wish wish) {
    this.rateHz = rateHz;
    this.wish = wish;
  }

  /** Another wish. It is applied before the next cycle. */
  void want(Wish other) {
    wish = other;
  }

  CycleStatistics.Scheduling report() {
    return outcome.report();
  }

  /** What keeps the loop from running; null when nothing does. */
  ShmException refusal() {
    return outcome.refusal();
  }

  /**
   * Whether the loop may run, after what is new was applied to the calling thread. Timing: hot, but
   * cold after {@link #want}.
   */
  boolean admits() {
    Wish wanted = wish;
    if (wanted != applied) {
      applied = wanted;
      outcome = apply(wanted);
    }
    return outcome.report().running();
  }

  private Outcome apply(Wish wanted) {
    if (wanted.refusal().isPresent()) {
      ShmException why = wanted.refusal().get();
      return new Outcome(new CycleStatistics.Scheduling("", why.getMessage(), false), why);
    }
    if (wanted.plan().equals(ThreadPlan.NONE) && !touched) {
      return new Outcome(CycleStatistics.Scheduling.NONE, null);
    }
    List<ShmException> refusals = new ArrayList<>();
    String inForce =
        wanted.platform().map(platform -> inForce(platform, wanted, refusals)).orElse("");
    if (wanted.platform().isEmpty()) {
      refusals.add(
          new UnsupportedException(
              "scheduling", "nothing here can schedule threads", "start the platform's bundle"));
    }
    return outcome(wanted.plan(), inForce, refusals);
  }

  /** Policy and processors apart: when one is refused the other is still worth having. */
  private String inForce(ThreadScheduling platform, Wish wanted, List<ShmException> refusals) {
    touched = true;
    ThreadPlan plan = wanted.plan();
    attempt(() -> platform.setPolicy(plan.policy(), plan.priority()), refusals);
    attempt(() -> platform.setCpus(plan.cpus()), refusals);
    try {
      ThreadScheduling.Schedule now = platform.current();
      return now.policy() + " " + now.priority() + " on " + new TreeSet<>(now.cpus());
    } catch (ShmException e) {
      refusals.add(e);
      return "";
    }
  }

  private static void attempt(Runnable call, List<ShmException> refusals) {
    try {
      call.run();
    } catch (ShmException e) {
      refusals.add(e);
    }
  }

  private Outcome outcome(ThreadPlan plan, String inForce, List<ShmException> refusals) {
    String text = String.join("; ", refusals.stream().map(ShmException::getMessage).toList());
    boolean running = refusals.isEmpty() || !plan.required();
    if (!running) {
      LOG.error("the loop of {} Hz does not run, for this is required: {}", rateHz, text);
    } else if (!refusals.isEmpty()) {
      LOG.warn("the loop of {} Hz goes on without what was refused: {}", rateHz, text);
    } else {
      LOG.info("the loop of {} Hz runs as {}", rateHz, inForce);
    }
    return new Outcome(
        new CycleStatistics.Scheduling(inForce, text, running), running ? null : refusals.get(0));
  }
}
