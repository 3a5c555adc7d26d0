// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The handle was closed, by its owner or because its bundle stopped. */
public final class HandleClosedException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public HandleClosedException(String segment, String reason, String remedy) {
    super(ErrorCode.HANDLE_CLOSED, segment, NO_ERRNO, reason, remedy, null);
  }
}
