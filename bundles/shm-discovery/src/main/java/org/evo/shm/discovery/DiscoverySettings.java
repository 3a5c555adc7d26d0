// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

/**
 * How often to look. Immutable.
 *
 * @param scanMs between looks at everything, in ms, {@value #MIN_MS} to {@value #MAX_MS}
 * @param validationMs between looks at files whose changes nobody announces, such as a writer that
 *     cannot be watched, in ms, in the same range
 * @param updatedMs between looks at the versions, in ms, in the same range; 0: never
 * @param processWatch whether to have processes watched where that can be done
 */
public record DiscoverySettings(
    long scanMs, long validationMs, long updatedMs, boolean processWatch) {

  /** Shortest period, in ms. */
  public static final long MIN_MS = 10;

  /** Longest period, in ms: a day. */
  public static final long MAX_MS = 86_400_000;

  /** What the configuration says by default. */
  public static final DiscoverySettings DEFAULT = new DiscoverySettings(30_000, 5000, 1000, true);

  /**
   * @throws IllegalArgumentException when a period is out of range, naming it
   */
  public DiscoverySettings {
    check("scanMs", scanMs);
    check("validationMs", validationMs);
    if (updatedMs != 0) {
      check("updatedMs", updatedMs);
    }
  }

  private static void check(String key, long valueMs) {
    if (valueMs < MIN_MS || valueMs > MAX_MS) {
      throw new IllegalArgumentException(
          key + " is " + valueMs + "; it must be " + MIN_MS + " to " + MAX_MS + " ms");
    }
  }
}
