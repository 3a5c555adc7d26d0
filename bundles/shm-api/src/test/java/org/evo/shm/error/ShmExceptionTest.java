// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.error;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShmExceptionTest {

  private static final String S = "seg";
  private static final String WHY = "it is so";
  private static final String HELP = "change it";

  static Stream<ShmException> all() {
    return Stream.of(
        new AlreadyExistsException(S, WHY, HELP),
        new SegmentBusyException(S, WHY, HELP),
        new NotFoundException(S, WHY, HELP),
        new InvalidNameException(S, WHY, HELP),
        new InvalidSizeException(S, WHY, HELP),
        new InvalidRangeException(S, WHY, HELP),
        new VersionConflictException(S, WHY, HELP),
        new WriterDeadException(S, WHY, HELP),
        new NoValueYetException(S, WHY, HELP),
        new SchemaMismatchException(S, WHY, HELP),
        new CorruptException(S, WHY, HELP),
        new PermissionDeniedException(S, WHY, HELP),
        new ResourceExhaustedException(S, WHY, HELP),
        new DeadlineViolationException(S, WHY, HELP),
        new UnsupportedException(S, WHY, HELP),
        new HandleClosedException(S, WHY, HELP),
        new IoException(S, WHY, HELP));
  }

  static Stream<ShmException> ofSystemCalls() {
    Throwable cause = new IOException("underneath");
    return Stream.of(
        new AlreadyExistsException(S, 28, WHY, HELP, cause),
        new PermissionDeniedException(S, 28, WHY, HELP, cause),
        new ResourceExhaustedException(S, 28, WHY, HELP, cause),
        new UnsupportedException(S, 28, WHY, HELP, cause),
        new IoException(S, 28, WHY, HELP, cause));
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldSayCodeSegmentReasonAndRemedyInOneLine(ShmException e) {
    assertEquals(e.code().code() + ": seg: it is so; change it", e.getMessage());
    assertEquals(S, e.segment());
    assertEquals(WHY, e.reason());
    assertEquals(HELP, e.remedy());
    assertEquals(ShmException.NO_ERRNO, e.errno());
    assertEquals(e.code().errorClass(), e.errorClass());
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldBeNamedAfterItsCode(ShmException e) {
    assertEquals(e.code().code() + "Exception", e.getClass().getSimpleName());
  }

  @Test
  void shouldHaveOneKindForEachCode() {
    assertEquals(
        Stream.of(ErrorCode.values()).collect(Collectors.toSet()),
        all().map(ShmException::code).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("ofSystemCalls")
  void shouldNameTheErrnoAndKeepTheCause(ShmException e) {
    assertEquals(28, e.errno());
    assertEquals(e.code().code() + ": seg: it is so (errno 28); change it", e.getMessage());
    assertEquals("underneath", e.getCause().getMessage());
  }

  @Test
  void shouldRefuseToBeMadeWithoutASegmentAReasonOrARemedy() {
    assertThrows(NullPointerException.class, () -> new CorruptException(null, WHY, HELP));
    assertThrows(NullPointerException.class, () -> new CorruptException(S, null, HELP));
    assertThrows(NullPointerException.class, () -> new CorruptException(S, WHY, null));
  }

  @Test
  void shouldSurviveSerialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new IoException(S, 5, WHY, HELP, null));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      IoException back = (IoException) in.readObject();
      assertSame(ErrorCode.IO, back.code());
      assertEquals(5, back.errno());
      assertEquals(HELP, back.remedy());
    }
  }
}
