// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * So many in any second: a bucket of tokens that holds those of one second and is refilled evenly.
 * Kept as the time at which it would be full again. Thread-safe.
 */
final class CreationRate {

  private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(1);

  private final long refillNs;
  private final LongSupplier nanoClock;
  private long fullAtNs;

  /**
   * @param perSecond 1 or more
   * @param nanoClock as {@link System#nanoTime()}
   */
  CreationRate(int perSecond, LongSupplier nanoClock) {
    this.refillNs = WINDOW_NS / perSecond;
    this.nanoClock = nanoClock;
    this.fullAtNs = nanoClock.getAsLong();
  }

  /** Takes one and returns 0; else returns how long until there is one, in ns, and takes none. */
  synchronized long take() {
    long nowNs = nanoClock.getAsLong();
    long missingNs = Math.max(fullAtNs - nowNs, 0) + refillNs;
    if (missingNs > WINDOW_NS) {
      return missingNs - WINDOW_NS;
    }
    fullAtNs = nowNs + missingNs;
    return 0;
  }
}
