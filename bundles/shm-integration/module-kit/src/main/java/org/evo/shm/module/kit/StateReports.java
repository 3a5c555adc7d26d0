// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;

/**
 * Which changes of a module's state go to the log: {@value #AT_MOST} in {@value #WINDOW_S} s of the
 * loop's time, so that a state that comes and goes with each cycle does not flood it. Those that
 * are held back are counted, and the state that has come of them is reported with that number. What
 * is wrong for good, and the end, are always reported. Thread-safe.
 */
final class StateReports {

  /** Lines in a window. */
  static final int AT_MOST = 10;

  /** Length of a window, in s. */
  static final int WINDOW_S = 10;

  private static final long WINDOW_NS = WINDOW_S * 1_000_000_000L;

  /** Where they go. */
  interface Log {

    /** The state is this, after so many changes that were not reported. */
    void state(ModuleStatus now, int unreported);
  }

  private final Log log;
  private long windowNs;
  private int reported;

  private int unreported;

  /** Whether that is more than none, to look at without the lock. */
  private volatile boolean due;

  StateReports(Log log) {
    this.log = log;
  }

  /** The state has changed. */
  synchronized void changed(ModuleStatus now, long nowNs) {
    boolean always = now.state() == ModuleState.FAULT || now.state() == ModuleState.STOPPED;
    if (always || isOpen(nowNs)) {
      report(now);
    } else {
      unreported++;
      due = true;
    }
  }

  /** Whether something is held back. Timing: hot. */
  boolean isDue() {
    return due;
  }

  /** Time has passed: reports what was held back, if it may by now. */
  synchronized void catchUp(ModuleStatus now, long nowNs) {
    if (due && isOpen(nowNs)) {
      report(now);
    }
  }

  private boolean isOpen(long nowNs) {
    if (nowNs - windowNs >= WINDOW_NS) {
      windowNs = nowNs;
      reported = 0;
    }
    return reported < AT_MOST;
  }

  private void report(ModuleStatus now) {
    int before = unreported;
    unreported = 0;
    due = false;
    reported++;
    log.state(now, before);
  }
}
