// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

/** How far a group of values can be trusted. The codes are what segments carry. */
public enum Quality {
  /** Never measured, not measurable here, or the last attempt failed: the values mean nothing. */
  BAD(0),

  /** Measured, but longer ago than the writer allows: the values are the last that were good. */
  STALE(1),

  /** Measured within the writer's age limit. */
  GOOD(2);

  private final int code;

  Quality(int code) {
    this.code = code;
  }

  /** The number that stands for it in a segment. */
  public int code() {
    return code;
  }

  /** The quality of a code; one that is not known counts as {@link #BAD}. Timing: hot. */
  public static Quality ofCode(long code) {
    if (code == GOOD.code) {
      return GOOD;
    }
    return code == STALE.code ? STALE : BAD;
  }
}
