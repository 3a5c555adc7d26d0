// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.modulestatus;

import org.evo.shm.contract.Coded;

/** Whether a module lives. */
public enum ModuleLiveness implements Coded {
  /** It has not been seen yet. */
  UNKNOWN(0),

  /** Its heartbeat changes. */
  ALIVE(1),

  /** Its heartbeat has not changed for longer than it may. */
  LATE(2),

  /** Its process died. */
  DEAD(3),

  /** It ended and took its segment with it. */
  GONE(4);

  private static final ModuleLiveness[] ALL = values();

  private final int code;

  ModuleLiveness(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #UNKNOWN}. Timing: hot. */
  public static ModuleLiveness ofCode(long code) {
    return Coded.of(ALL, code, UNKNOWN);
  }
}
