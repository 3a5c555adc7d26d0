// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import java.util.List;

/**
 * One loop since it was started. Each number is current; together they need not be of one instant.
 * Immutable.
 *
 * @param rateHz its rate
 * @param counts what happened how often
 * @param timing how long it took
 * @param scheduling what its thread was granted
 * @param tasks its tasks, in the order they run
 */
public record CycleStatistics(
    int rateHz, Counts counts, Timing timing, Scheduling scheduling, List<Task> tasks) {

  public CycleStatistics {
    tasks = List.copyOf(tasks);
  }

  /**
   * What happened how often.
   *
   * @param cycles cycles that were run
   * @param misses deadlines that were missed
   * @param overruns cycles that were not done when the next one was due
   * @param skipped cycles that were left out because of that
   */
  public record Counts(long cycles, Misses misses, long overruns, long skipped) {}

  /**
   * Deadlines that the tasks have missed, by class.
   *
   * @param classA calls that were done later than 1 ms after they were due
   * @param classB calls, or their reading of inputs, done later than 100 microseconds after that
   * @param own calls that were done later than their task's own limit
   */
  public record Misses(long classA, long classB, long own) {}

  /**
   * How long it took.
   *
   * @param lastDurationNs run time of the last cycle
   * @param duration run times of the cycles
   * @param lateness how long after they were due the cycles began
   */
  public record Timing(long lastDurationNs, Distribution duration, Distribution lateness) {}

  /**
   * How times are distributed: what share was not longer than this.
   *
   * @param samples how many times there are
   * @param p50Ns half of them, in ns, to 0.1 %
   * @param p99Ns 99 % of them
   * @param p999Ns 99.9 % of them
   * @param maxNs all of them, exactly
   */
  public record Distribution(long samples, long p50Ns, long p99Ns, long p999Ns, long maxNs) {}

  /**
   * What the loop's thread was granted of what the configuration asks for.
   *
   * @param inForce what is in force as the kernel says it, in words; empty when nothing was asked
   * @param refusal what was refused and what to do about it; empty when nothing was
   * @param running whether the tasks are called: not when what was refused is required
   */
  public record Scheduling(String inForce, String refusal, boolean running) {

    /** Nothing was asked for. */
    public static final Scheduling NONE = new Scheduling("", "", true);
  }

  /**
   * One task of the loop.
   *
   * @param name its name
   * @param order its order
   * @param calls how often it was called
   * @param failures how often it threw
   * @param deadlineMisses how often it was done later than its deadline
   */
  public record Task(String name, int order, long calls, long failures, long deadlineMisses) {}
}
