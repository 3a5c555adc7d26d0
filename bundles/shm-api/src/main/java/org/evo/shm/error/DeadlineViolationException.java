// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** A configured deadline was missed and the configuration calls that an error. */
public final class DeadlineViolationException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public DeadlineViolationException(String segment, String reason, String remedy) {
    super(ErrorCode.DEADLINE_VIOLATION, segment, NO_ERRNO, reason, remedy, null);
  }
}
