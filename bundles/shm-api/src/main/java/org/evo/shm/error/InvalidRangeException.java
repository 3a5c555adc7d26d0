// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** An offset or a length leaves the payload; nothing was touched. */
public final class InvalidRangeException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public InvalidRangeException(String segment, String reason, String remedy) {
    super(ErrorCode.INVALID_RANGE, segment, NO_ERRNO, reason, remedy, null);
  }
}
