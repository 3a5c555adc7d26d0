// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers of a summary, never written with an exponent. */
final class Rates {

  private static final BigDecimal SECOND_NS = BigDecimal.valueOf(1_000_000_000L);

  private Rates() {}

  /** Seconds, to a millisecond. */
  static BigDecimal seconds(long ns) {
    return BigDecimal.valueOf(ns).divide(SECOND_NS, 3, RoundingMode.HALF_UP);
  }

  /** How many a second, to a tenth; 0 when no time has passed. */
  static BigDecimal perSecond(long count, long ns) {
    if (ns <= 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal countNs = BigDecimal.valueOf(count).multiply(SECOND_NS);
    return countNs.divide(BigDecimal.valueOf(ns), 1, RoundingMode.HALF_UP);
  }
}
