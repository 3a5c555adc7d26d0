// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** What a failure means for the caller. */
public enum ErrorClass {
  /** The same call may succeed later; retry with back-off. */
  RECOVERABLE,

  /** Go on with less: a held value, a safe output, a smaller set of segments. */
  DEGRADABLE,

  /** Retrying is useless until somebody changes the call, the configuration or the machine. */
  FATAL
}
