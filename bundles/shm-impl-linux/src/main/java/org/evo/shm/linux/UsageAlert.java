// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Warns when something is nearly used up, once a minute for each thing. Thread-safe. */
final class UsageAlert {

  private static final long PERIOD_NS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoClock;
  private final Consumer<String> log;
  private final Map<String, Long> toldAtNs = new HashMap<>();

  /**
   * @param nanoClock as {@link System#nanoTime()}
   * @param log where warnings go
   */
  UsageAlert(LongSupplier nanoClock, Consumer<String> log) {
    this.nanoClock = nanoClock;
    this.log = log;
  }

  /** So much of a limit is used. */
  synchronized void near(String what, long used, long limit) {
    long nowNs = nanoClock.getAsLong();
    Long thenNs = toldAtNs.get(what);
    if (thenNs == null || nowNs - thenNs >= PERIOD_NS) {
      toldAtNs.put(what, nowNs);
      log.accept(used + " of " + limit + " " + what + " are used");
    }
  }
}
