// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;

/**
 * How old an input may be, and what then. Until that age the last values are held. Immutable.
 *
 * @param maxAgeNs the age beyond which an input is stale
 * @param onStale what is done then
 */
public record InputPolicy(long maxAgeNs, OnStale onStale) {

  /** The shortest age that can be configured, in ms. */
  public static final long MIN_AGE_MS = 1;

  /** The longest, in ms. */
  public static final long MAX_AGE_MS = 60_000;

  /** Where nothing is configured, in ms. */
  public static final long DEFAULT_AGE_MS = 50;

  /**
   * @throws InvalidRangeException when the age is not positive
   */
  public InputPolicy {
    Objects.requireNonNull(onStale, "onStale");
    if (maxAgeNs <= 0) {
      throw new InvalidRangeException(
          "input", "an age of " + maxAgeNs + " ns is not possible", "choose a positive one");
    }
  }

  /** The greatest age that an option of a configuration gives, in ms. */
  public static long ageMs(String option, Supplier<Number> configured) {
    return ConfigValues.integer(option, configured, MIN_AGE_MS, MAX_AGE_MS);
  }

  /** With the age in ms. */
  public static InputPolicy ofMs(long maxAgeMs, OnStale onStale) {
    return new InputPolicy(TimeUnit.MILLISECONDS.toNanos(maxAgeMs), onStale);
  }
}
