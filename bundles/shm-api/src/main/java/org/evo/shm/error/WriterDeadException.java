// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The writer is gone and left no value that can be read. */
public final class WriterDeadException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public WriterDeadException(String segment, String reason, String remedy) {
    super(ErrorCode.WRITER_DEAD, segment, NO_ERRNO, reason, remedy, null);
  }
}
