// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The segment exists but nothing has been committed in this generation. */
public final class NoValueYetException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public NoValueYetException(String segment, String reason, String remedy) {
    super(ErrorCode.NO_VALUE_YET, segment, NO_ERRNO, reason, remedy, null);
  }
}
