// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.List;

/**
 * Exact percentiles of a sample; zeros when it is empty.
 *
 * @param count how many there are
 * @param p50 the median
 * @param p99 what 99 of 100 do not exceed
 * @param max the largest
 */
record Distribution(int count, long p50, long p99, long max) {

  static Distribution of(List<Long> samples) {
    List<Long> sorted = samples.stream().sorted().toList();
    return new Distribution(
        sorted.size(), percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
  }

  /** The smallest value that this many of 100 do not exceed. */
  private static long percentile(List<Long> sorted, int percent) {
    if (sorted.isEmpty()) {
      return 0;
    }
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
