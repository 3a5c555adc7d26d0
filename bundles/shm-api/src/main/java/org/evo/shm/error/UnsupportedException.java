// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The platform, the file system or the segment does not offer what was asked. */
public final class UnsupportedException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public UnsupportedException(String segment, String reason, String remedy) {
    super(ErrorCode.UNSUPPORTED, segment, NO_ERRNO, reason, remedy, null);
  }

  /**
   * @param segment the segment or path concerned
   * @param errno the error number of the system call
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   * @param cause the failure underneath, or null
   */
  public UnsupportedException(
      String segment, int errno, String reason, String remedy, Throwable cause) {
    super(ErrorCode.UNSUPPORTED, segment, errno, reason, remedy, cause);
  }
}
