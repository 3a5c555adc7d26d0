// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A loop as its tasks see it, so that they can publish how it keeps up. Each number is current;
 * together they need not be of one instant. Safe from any thread but for {@link #inputsRead()}.
 * Timing: hot, allocates nothing.
 */
@ProviderType
public interface CycleView {

  /** Cycles that have begun since the loop was started, with the one under way. */
  long cycles();

  /** Cycles that were not done when the next one was due. */
  long overruns();

  /** Cycles that were left out because of that. */
  long skipped();

  /** How long after it was due the newest cycle began, in ns. */
  long lastLatenessNs();

  /** The longest that a cycle began after it was due, in ns. */
  long maxLatenessNs();

  /** Run time of the last cycle that was done, in ns. */
  long lastDurationNs();

  /** Run time of the longest cycle, in ns. */
  long maxDurationNs();

  /** Deadlines that tasks of this loop have missed. */
  long misses(DeadlineClass deadlineClass);

  /**
   * Says that the calling task has read its inputs: counts a miss of {@link DeadlineClass#B} when
   * that took until later than 100 microseconds after the cycle was due. For tasks that read before
   * they write. Only from inside {@link CyclicTask#cycle}.
   */
  void inputsRead();
}
