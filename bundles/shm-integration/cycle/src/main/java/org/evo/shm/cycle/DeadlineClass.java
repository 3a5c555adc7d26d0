// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import java.util.concurrent.TimeUnit;

/** The kinds of deadlines, counted apart. */
public enum DeadlineClass {
  /** A value is written within 1 ms of its cycle being due. */
  A(TimeUnit.MILLISECONDS.toNanos(1)),

  /** Inputs are read within 100 microseconds of their cycle being due. */
  B(TimeUnit.MICROSECONDS.toNanos(100)),

  /** A limit that a task has chosen for itself. */
  OWN(0);

  private final long limitNs;

  DeadlineClass(long limitNs) {
    this.limitNs = limitNs;
  }

  /** The time after the cycle was due, in ns; 0 for {@link #OWN}, whose tasks say their own. */
  public long limitNs() {
    return limitNs;
  }
}
