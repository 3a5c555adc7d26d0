// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.Arrays;

/**
 * Where it was measured.
 *
 * @param java version
 * @param vm virtual machine
 * @param os name and release
 * @param arch processor architecture
 * @param cores that this process may use
 * @param rounds that were measured
 * @param clockNs median of what two readings of the clock in a row differ by
 */
record Machine(
    String java, String vm, String os, String arch, int cores, int rounds, long clockNs) {

  private static final int CLOCK_SAMPLES = 10_001;

  static Machine here(int rounds) {
    return new Machine(
        System.getProperty("java.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        rounds,
        measureClockNs());
  }

  private static long measureClockNs() {
    long[] samples = new long[CLOCK_SAMPLES];
    for (int i = 0; i < samples.length; i++) {
      long startNs = System.nanoTime();
      samples[i] = System.nanoTime() - startNs;
    }
    Arrays.sort(samples);
    return Statistics.percentile(samples, 50);
  }
}
