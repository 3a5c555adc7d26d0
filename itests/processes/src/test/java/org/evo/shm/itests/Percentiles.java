// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.util.Arrays;

/**
 * Exact percentiles of a sample, in ns.
 *
 * @param count how many there are
 * @param p50 the median
 * @param p99 what 99 of 100 do not exceed
 * @param max the largest
 */
record Percentiles(int count, double p50, double p99, double max) {

  /** Of at least one. */
  static Percentiles of(double... samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted.length, at(sorted, 50), at(sorted, 99), sorted[sorted.length - 1]);
  }

  private static double at(double[] sorted, int percent) {
    return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
  }
}
