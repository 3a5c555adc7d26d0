// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.systemstate;

import org.evo.shm.contract.Coded;

/** How the system is as a whole. */
public enum SystemHealth implements Coded {
  /** No module has been seen. */
  UNKNOWN(0),

  /** Modules are there that have not run yet. */
  STARTING(1),

  /** All of them run. */
  RUNNING(2),

  /** One does not do all of its work. */
  DEGRADED(3),

  /** One is in state FAULT, or gone. */
  FAULT(4),

  /** The emergency stop is latched. */
  EMERGENCY_STOP(5);

  private static final SystemHealth[] ALL = values();

  private final int code;

  SystemHealth(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #UNKNOWN}. Timing: hot. */
  public static SystemHealth ofCode(long code) {
    return Coded.of(ALL, code, UNKNOWN);
  }
}
