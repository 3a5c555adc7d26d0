// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

/** What a module does while an input is too old. */
public enum OnStale {
  /** Goes on with the last values. */
  HOLD,

  /** Uses safe values, and goes on by itself when the input is fresh again. */
  SAFE,

  /** Uses safe values until a reset, even if the input is fresh again before. */
  STOP
}
