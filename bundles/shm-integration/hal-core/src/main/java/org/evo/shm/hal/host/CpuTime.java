// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

/**
 * What one processor, or all of them, did since boot.
 *
 * @param busyTicks at work, or taken away by the hypervisor
 * @param idleTicks without work, waiting for I/O included
 */
record CpuTime(long busyTicks, long idleTicks) {

  private static final int USER = 1;
  private static final int NICE = 2;
  private static final int SYSTEM = 3;
  private static final int IDLE = 4;
  private static final int IOWAIT = 5;
  private static final int IRQ = 6;
  private static final int SOFTIRQ = 7;
  private static final int STEAL = 8;

  /** From a line of {@code /proc/stat}; the guests' time behind STEAL is part of USER and NICE. */
  static CpuTime of(SourceLine line) throws SourceFormatException {
    long busy = 0;
    for (int column : new int[] {USER, NICE, SYSTEM, IRQ, SOFTIRQ, STEAL}) {
      busy += line.counter(column);
    }
    return new CpuTime(busy, line.counter(IDLE) + line.counter(IOWAIT));
  }

  /**
   * The load since {@code before}, 0 to 100; NaN when no tick has passed. The kernel may take back
   * a little of what it counted as idle, which then counts as none.
   */
  double loadPercentSince(CpuTime before) {
    long busy = Counter.BITS_64.growth(before.busyTicks, busyTicks);
    long idle = Counter.BITS_64.growth(before.idleTicks, idleTicks);
    return busy + idle == 0 ? Double.NaN : 100.0 * busy / (busy + idle);
  }
}
