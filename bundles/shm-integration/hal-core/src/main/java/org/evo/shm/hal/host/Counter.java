// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

/** The kernel's counters: they grow, wrap at their width, and start anew with their device. */
enum Counter {
  /** 32 bits, such as the milliseconds in {@code diskstats}. */
  BITS_32(0xFFFF_FFFFL),

  /** 64 bits. */
  BITS_64(-1L);

  private final long mask;

  Counter(long mask) {
    this.mask = mask;
  }

  /**
   * By how much it grew; 0 when it went backwards, which is no wrap but a device that started anew.
   */
  long growth(long before, long now) {
    long growth = (now - before) & mask;
    boolean backwards = Long.compareUnsigned(growth, mask >>> 1) > 0;
    return backwards ? 0 : growth;
  }
}
