// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** No segment of this name exists in the directory. */
public final class NotFoundException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public NotFoundException(String segment, String reason, String remedy) {
    super(ErrorCode.NOT_FOUND, segment, NO_ERRNO, reason, remedy, null);
  }
}
