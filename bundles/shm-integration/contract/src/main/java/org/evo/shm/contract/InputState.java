// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

/** How a module sees one of its inputs. */
public enum InputState implements Coded {
  /** There is no such segment, or it has never had a value. */
  ABSENT(0),

  /** It is fresh. */
  LIVE(1),

  /** It is too old; the last values go on being used, for so it is configured. */
  HELD(2),

  /** It is too old or its writer has gone; safe values are used. */
  STALE(3),

  /** It was lost and safe values are used until a reset, even if it is fresh again. */
  LATCHED(4);

  private static final InputState[] ALL = values();

  private final int code;

  InputState(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  /** The one of a code; one that is not known counts as {@link #ABSENT}. Timing: hot. */
  public static InputState ofCode(long code) {
    return Coded.of(ALL, code, ABSENT);
  }
}
