// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** A size is outside its limits or no multiple of the page size; nothing was touched. */
public final class InvalidSizeException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public InvalidSizeException(String segment, String reason, String remedy) {
    super(ErrorCode.INVALID_SIZE, segment, NO_ERRNO, reason, remedy, null);
  }
}
