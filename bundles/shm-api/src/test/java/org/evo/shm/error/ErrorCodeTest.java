// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodeTest {

  private static final int KNOWN = 17;

  @ParameterizedTest
  @CsvSource({
    "ALREADY_EXISTS, AlreadyExists, FATAL",
    "SEGMENT_BUSY, SegmentBusy, RECOVERABLE",
    "NOT_FOUND, NotFound, RECOVERABLE",
    "INVALID_NAME, InvalidName, FATAL",
    "INVALID_SIZE, InvalidSize, FATAL",
    "INVALID_RANGE, InvalidRange, FATAL",
    "VERSION_CONFLICT, VersionConflict, RECOVERABLE",
    "WRITER_DEAD, WriterDead, DEGRADABLE",
    "NO_VALUE_YET, NoValueYet, RECOVERABLE",
    "SCHEMA_MISMATCH, SchemaMismatch, FATAL",
    "CORRUPT, Corrupt, DEGRADABLE",
    "PERMISSION_DENIED, PermissionDenied, FATAL",
    "RESOURCE_EXHAUSTED, ResourceExhausted, DEGRADABLE",
    "DEADLINE_VIOLATION, DeadlineViolation, DEGRADABLE",
    "UNSUPPORTED, Unsupported, FATAL",
    "HANDLE_CLOSED, HandleClosed, FATAL",
    "IO, Io, FATAL"
  })
  void shouldKeepCodesAndClassesThatProgramsCompare(
      ErrorCode code, String text, ErrorClass errorClass) {
    assertEquals(text, code.code());
    assertEquals(errorClass, code.errorClass());
  }

  @Test
  void shouldHaveNoCodeThatIsNotListedAbove() {
    assertEquals(KNOWN, ErrorCode.values().length);
  }
}
