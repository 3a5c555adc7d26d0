// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import org.evo.shm.error.InvalidRangeException;

/**
 * By when a task has to be done. One that is missed is counted, and nothing else happens.
 * Immutable.
 *
 * @param deadlineClass under which misses are counted
 * @param limitNs time after the cycle was due, in ns
 */
public record Deadline(DeadlineClass deadlineClass, long limitNs) {

  /** Class A: for tasks that write. */
  public static final Deadline A = new Deadline(DeadlineClass.A, DeadlineClass.A.limitNs());

  /** Class B: for tasks that only read. */
  public static final Deadline B = new Deadline(DeadlineClass.B, DeadlineClass.B.limitNs());

  /** Longest limit, in ns: one second. */
  public static final long MAX_LIMIT_NS = 1_000_000_000;

  /**
   * @throws InvalidRangeException when the limit is not that of its class, or out of range
   */
  public Deadline {
    long least = deadlineClass == DeadlineClass.OWN ? 1 : deadlineClass.limitNs();
    long most = deadlineClass == DeadlineClass.OWN ? MAX_LIMIT_NS : deadlineClass.limitNs();
    if (limitNs < least || limitNs > most) {
      throw new InvalidRangeException(
          "deadline",
          limitNs + " ns is no limit of class " + deadlineClass,
          "choose " + least + " to " + most + " ns");
    }
  }

  /**
   * A limit of one's own.
   *
   * @param limitNs time after the cycle was due, 1 to {@value #MAX_LIMIT_NS} ns
   */
  public static Deadline of(long limitNs) {
    return new Deadline(DeadlineClass.OWN, limitNs);
  }
}
