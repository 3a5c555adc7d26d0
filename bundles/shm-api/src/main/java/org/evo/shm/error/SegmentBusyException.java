// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** Another live writer owns the segment, or has parked it and may still come back. */
public final class SegmentBusyException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public SegmentBusyException(String segment, String reason, String remedy) {
    super(ErrorCode.SEGMENT_BUSY, segment, NO_ERRNO, reason, remedy, null);
  }
}
