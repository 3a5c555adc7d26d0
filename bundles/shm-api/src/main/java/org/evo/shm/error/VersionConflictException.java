// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/**
 * No consistent value could be read within the bounds because the writer kept overtaking, or a
 * partial write found no whole value to build on.
 */
public final class VersionConflictException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public VersionConflictException(String segment, String reason, String remedy) {
    super(ErrorCode.VERSION_CONFLICT, segment, NO_ERRNO, reason, remedy, null);
  }
}
