// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

/** Time that passes only when somebody waits for it or says so. Owned by one thread. */
final class LogicalClock implements CycleClock {

  private long nowNs;

  LogicalClock(long startNs) {
    nowNs = startNs;
  }

  @Override
  public long nanoTime() {
    return nowNs;
  }

  @Override
  public void parkUntil(long deadlineNs) {
    nowNs = deadlineNs;
  }

  void advance(long durationNs) {
    nowNs += durationNs;
  }
}
