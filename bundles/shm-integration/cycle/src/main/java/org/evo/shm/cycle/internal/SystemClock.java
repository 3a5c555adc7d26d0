// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import java.util.concurrent.locks.LockSupport;

/**
 * The machine's monotonic clock. Parks until shortly before the deadline and spins from there: a
 * parked thread wakes tens of microseconds late, and spinning all along would use up a processor.
 */
final class SystemClock implements CycleClock {

  private static final long SPIN_NS = 100_000;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void parkUntil(long deadlineNs) {
    long leftNs = deadlineNs - System.nanoTime();
    if (leftNs > SPIN_NS) {
      LockSupport.parkNanos(this, leftNs - SPIN_NS);
      return;
    }
    while (deadlineNs - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
  }
}
