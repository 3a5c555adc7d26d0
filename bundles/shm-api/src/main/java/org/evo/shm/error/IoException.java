// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The operating system failed in a way that none of the other codes covers. */
public final class IoException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public IoException(String segment, String reason, String remedy) {
    super(ErrorCode.IO, segment, NO_ERRNO, reason, remedy, null);
  }

  /**
   * @param segment the segment or path concerned
   * @param errno the error number of the system call
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   * @param cause the failure underneath, or null
   */
  public IoException(String segment, int errno, String reason, String remedy, Throwable cause) {
    super(ErrorCode.IO, segment, errno, reason, remedy, cause);
  }
}
