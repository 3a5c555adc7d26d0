// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** Memory, descriptors or a configured limit are used up. */
public final class ResourceExhaustedException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public ResourceExhaustedException(String segment, String reason, String remedy) {
    super(ErrorCode.RESOURCE_EXHAUSTED, segment, NO_ERRNO, reason, remedy, null);
  }

  /**
   * @param segment the segment or path concerned
   * @param errno the error number of the system call
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   * @param cause the failure underneath, or null
   */
  public ResourceExhaustedException(
      String segment, int errno, String reason, String remedy, Throwable cause) {
    super(ErrorCode.RESOURCE_EXHAUSTED, segment, errno, reason, remedy, cause);
  }
}
