// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The wait between two attempts; of random length, so that two who step back do not meet again. */
final class ShortWait {

  private static final long MIN_NS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long MAX_NS = TimeUnit.MICROSECONDS.toNanos(1500);

  private ShortWait() {}

  static void park() {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MIN_NS, MAX_NS));
  }
}
