// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Reports failures that may come back thousands of times a second: the first at once, then at most
 * one in ten seconds with the number of those left out. Owned by one thread.
 */
final class FailureLog {

  private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(10);

  private final Logger log;
  private boolean reported;
  private long lastNs;
  private long suppressed;

  FailureLog(Logger log) {
    this.log = log;
  }

  /**
   * @param failure null when there is only the message
   */
  void report(long nowNs, String message, Throwable failure) {
    if (reported && nowNs - lastNs < PAUSE_NS) {
      suppressed++;
      return;
    }
    log.error("{} ({} more since the last report)", message, suppressed, failure);
    reported = true;
    lastNs = nowNs;
    suppressed = 0;
  }
}
