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
 * @param tasks its tasks, in the order they run
 */
public record CycleStatistics(int rateHz, Counts counts, Timing timing, List<Task> tasks) {

  public CycleStatistics {
    tasks = List.copyOf(tasks);
  }

  /**
   * What happened how often.
   *
   * @param cycles cycles that were run
   * @param deadlineMisses cycles that were done later than 1 ms after they were due (class A)
   * @param overruns cycles that were not done when the next one was due
   * @param skipped cycles that were left out because of that
   */
  public record Counts(long cycles, long deadlineMisses, long overruns, long skipped) {}

  /**
   * How long it took.
   *
   * @param lastDurationNs run time of the last cycle
   * @param maxDurationNs run time of the longest cycle
   * @param maxLatenessNs the longest that a cycle began after it was due
   */
  public record Timing(long lastDurationNs, long maxDurationNs, long maxLatenessNs) {}

  /**
   * One task of the loop.
   *
   * @param name its name
   * @param order its order
   * @param calls how often it was called
   * @param failures how often it threw
   */
  public record Task(String name, int order, long calls, long failures) {}
}
