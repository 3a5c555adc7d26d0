// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import java.util.Objects;
import org.evo.shm.error.InvalidRangeException;

/**
 * How a task wants to be called. Immutable.
 *
 * @param name for logs and statistics
 * @param rateHz calls per second, {@value #MIN_RATE_HZ} to {@value #MAX_RATE_HZ}
 * @param order among the tasks of the same rate: lower goes first, equal by name, then in the order
 *     of registration
 * @param deadline by when a call has to be done
 */
public record CycleSpec(String name, int rateHz, int order, Deadline deadline) {

  /** Slowest rate. */
  public static final int MIN_RATE_HZ = 10;

  /** Fastest rate. The loop then spins all the time and needs a processor for itself. */
  public static final int MAX_RATE_HZ = 10_000;

  /**
   * @throws InvalidRangeException when the name is empty or the rate is out of limits
   */
  public CycleSpec {
    Objects.requireNonNull(deadline, "deadline");
    if (name == null || name.isBlank()) {
      throw new InvalidRangeException("task", "a task without a name", "give it one");
    }
    if (rateHz < MIN_RATE_HZ || rateHz > MAX_RATE_HZ) {
      throw new InvalidRangeException(
          name,
          "a rate of " + rateHz + " Hz is not possible",
          "choose " + MIN_RATE_HZ + " to " + MAX_RATE_HZ + " Hz");
    }
  }

  /**
   * With a deadline of class A.
   *
   * @throws InvalidRangeException when the name is empty or the rate is out of limits
   */
  public CycleSpec(String name, int rateHz, int order) {
    this(name, rateHz, order, Deadline.A);
  }
}
