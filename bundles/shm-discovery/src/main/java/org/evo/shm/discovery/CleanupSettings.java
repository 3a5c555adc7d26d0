// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import org.evo.shm.CleanupRequest;

/**
 * When abandoned segments are removed. Immutable.
 *
 * @param enabled whether they are
 * @param graceMs how long after the death of a writer was noticed, in ms, 0 to {@value
 *     DiscoverySettings#MAX_MS}
 * @param periodMs between passes over everything, in ms, {@value #MIN_PERIOD_MS} to {@value
 *     DiscoverySettings#MAX_MS}
 * @param staleAfterMs from when on attached readers do not keep an abandoned segment, in ms, 0 or
 *     more
 */
public record CleanupSettings(boolean enabled, long graceMs, long periodMs, long staleAfterMs) {

  /** Shortest period, in ms. */
  public static final long MIN_PERIOD_MS = 100;

  /** What the configuration says by default. */
  public static final CleanupSettings DEFAULT =
      new CleanupSettings(true, CleanupRequest.GRACE_MS, 30_000, CleanupRequest.STALE_AFTER_MS);

  /**
   * @throws IllegalArgumentException when a time is out of range, naming it
   */
  public CleanupSettings {
    check("graceMs", graceMs, 0, DiscoverySettings.MAX_MS);
    check("periodMs", periodMs, MIN_PERIOD_MS, DiscoverySettings.MAX_MS);
    check("staleAfterMs", staleAfterMs, 0, Long.MAX_VALUE);
  }

  private static void check(String key, long valueMs, long least, long most) {
    if (valueMs < least || valueMs > most) {
      throw new IllegalArgumentException(
          key + " is " + valueMs + "; it must be " + least + " to " + most + " ms");
    }
  }

  CleanupRequest request() {
    return CleanupRequest.ALL.withGraceMs(graceMs).withStaleAfterMs(staleAfterMs);
  }
}
