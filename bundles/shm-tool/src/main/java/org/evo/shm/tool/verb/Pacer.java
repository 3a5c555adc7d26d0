// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.function.LongSupplier;
import org.evo.shm.tool.console.Cancellation;

/**
 * Ticks at a fixed rate, for a while. Short delays are caught up, so that the rate holds; after a
 * long one it starts afresh. Used by one thread.
 */
final class Pacer {

  /** What stands for no end. */
  static final long ENDLESS_NS = Long.MAX_VALUE;

  /** Up to this period the last bit is spun, because waking up takes as long as that. */
  private static final long SPIN_PERIOD_NS = 1_000_000;

  private static final long SPIN_NS = 100_000;
  private static final long CATCH_UP_NS = 100_000_000;

  private final LongSupplier nanoClock;
  private final Cancellation cancellation;
  private final long periodNs;
  private final long durationNs;
  private final long startNs;
  private long dueNs;

  /** Starts now: the first tick is due at once. */
  Pacer(LongSupplier nanoClock, Cancellation cancellation, long periodNs, long durationNs) {
    this.nanoClock = nanoClock;
    this.cancellation = cancellation;
    this.periodNs = periodNs;
    this.durationNs = durationNs;
    this.startNs = nanoClock.getAsLong();
    this.dueNs = startNs;
  }

  /** Waits for the next tick; false when the time is over or the end was asked for. */
  boolean next() {
    long nowNs = nanoClock.getAsLong();
    while (!cancellation.requested() && nowNs - startNs < durationNs) {
      long waitNs = dueNs - nowNs;
      if (waitNs <= 0) {
        dueNs = waitNs < -CATCH_UP_NS ? nowNs + periodNs : dueNs + periodNs;
        return true;
      }
      if (pause(Math.min(waitNs, durationNs - (nowNs - startNs)))) {
        return false;
      }
      nowNs = nanoClock.getAsLong();
    }
    return false;
  }

  /** Waits a part of the time; true when the end was asked for. */
  private boolean pause(long waitNs) {
    if (periodNs > SPIN_PERIOD_NS) {
      return cancellation.await(waitNs);
    }
    if (waitNs > SPIN_NS) {
      return cancellation.await(waitNs - SPIN_NS);
    }
    Thread.onSpinWait();
    return false;
  }

  /** The time since the start. */
  long elapsedNs() {
    return nanoClock.getAsLong() - startNs;
  }
}
