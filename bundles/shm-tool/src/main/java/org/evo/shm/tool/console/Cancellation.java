// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

/** Whether somebody asked a command to come to its end. Thread-safe. */
public interface Cancellation {

  /** Whether it was asked for. No system call. */
  boolean requested();

  /**
   * Waits until it is asked for, {@code timeoutNs} at most; a negative time is none.
   *
   * @return whether it was asked for
   */
  boolean await(long timeoutNs);
}
