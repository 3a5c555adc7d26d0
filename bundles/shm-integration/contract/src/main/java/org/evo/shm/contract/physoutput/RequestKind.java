// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.Coded;

/** What a recipe asks of an axis. */
public enum RequestKind implements Coded {
  /** Nothing. */
  NONE(0),

  /** To go to the target. */
  MOVE(1),

  /** To brake and hold. */
  STOP(2),

  /** To look for the machine's zero. */
  HOME(3),

  /** To have its drive on and hold where it is. */
  ENABLE(4);

  private static final RequestKind[] ALL = values();

  private final int code;

  RequestKind(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #NONE}. Timing: hot. */
  public static RequestKind ofCode(long code) {
    return Coded.of(ALL, code, NONE);
  }
}
