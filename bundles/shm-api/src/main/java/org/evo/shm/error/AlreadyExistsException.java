// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/**
 * The name is taken by a file that is not ours to take over: another user's, another format's, or
 * another module's.
 */
public final class AlreadyExistsException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public AlreadyExistsException(String segment, String reason, String remedy) {
    super(ErrorCode.ALREADY_EXISTS, segment, NO_ERRNO, reason, remedy, null);
  }

  /**
   * @param segment the segment or path concerned
   * @param errno the error number of the system call
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   * @param cause the failure underneath, or null
   */
  public AlreadyExistsException(
      String segment, int errno, String reason, String remedy, Throwable cause) {
    super(ErrorCode.ALREADY_EXISTS, segment, errno, reason, remedy, cause);
  }
}
