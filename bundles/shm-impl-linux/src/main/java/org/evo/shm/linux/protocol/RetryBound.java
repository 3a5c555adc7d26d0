// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import java.util.concurrent.TimeUnit;

/**
 * How often a read is tried: 50 microseconds from the first failure on, but 32 attempts at least,
 * for a reader may be preempted between two or run interpreted, and {@value #MAX_ATTEMPTS} at most.
 * The clock is read only after a failure. Owned by the reader's thread.
 */
public final class RetryBound {

  /** Longest time, in microseconds. */
  public static final long MAX_US = 50;

  private static final int MIN_ATTEMPTS = 32;
  private static final int MAX_ATTEMPTS = 65_536;
  private static final long MAX_NS = TimeUnit.MICROSECONDS.toNanos(MAX_US);

  private int failures;
  private long firstFailureNs;
  private long retries;

  /** Notes a failed attempt; whether another one may be made. */
  public boolean failed() {
    retries++;
    if (failures++ == 0) {
      firstFailureNs = System.nanoTime();
    }
    return failures < MIN_ATTEMPTS
        || (failures < MAX_ATTEMPTS && System.nanoTime() - firstFailureNs <= MAX_NS);
  }

  /** The read has ended, well or not: the next one starts afresh. */
  public void reset() {
    failures = 0;
  }

  /** Failed attempts of the present read. */
  public int failures() {
    return failures;
  }

  /** Failed attempts since it was made. */
  public long retries() {
    return retries;
  }
}
