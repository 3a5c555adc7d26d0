// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

/** Nobody reads standard output any more, as after {@code | head -1}. No failure: the end. */
public final class OutputClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param cause the refused write
   */
  public OutputClosedException(Throwable cause) {
    super("standard output was closed", cause);
  }
}
