// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The file contradicts itself: header, checksum, length or layout. */
public final class CorruptException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public CorruptException(String segment, String reason, String remedy) {
    super(ErrorCode.CORRUPT, segment, NO_ERRNO, reason, remedy, null);
  }
}
