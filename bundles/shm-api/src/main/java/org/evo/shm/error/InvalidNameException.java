// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** A segment or module name breaks the naming rules; nothing was touched. */
public final class InvalidNameException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public InvalidNameException(String segment, String reason, String remedy) {
    super(ErrorCode.INVALID_NAME, segment, NO_ERRNO, reason, remedy, null);
  }
}
