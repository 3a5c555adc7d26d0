// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

/** The record layout in the segment cannot serve the one expected. */
public final class SchemaMismatchException extends ShmException {

  private static final long serialVersionUID = 1L;

  /**
   * @param segment the segment concerned
   * @param reason what was wrong, with the value and its limits
   * @param remedy what to do about it
   */
  public SchemaMismatchException(String segment, String reason, String remedy) {
    super(ErrorCode.SCHEMA_MISMATCH, segment, NO_ERRNO, reason, remedy, null);
  }
}
