// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evo.shm.error.ErrorCode;
import org.evo.shm.error.InvalidNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentNamesTest {

  private static final String LONGEST = "a".repeat(SegmentNames.MAX_LENGTH);

  static Stream<String> hostile() {
    return Stream.of(
        "",
        " ",
        ".",
        "..",
        "../x",
        "a/b",
        "/abs",
        "a/../b",
        "\\",
        ".hidden",
        "-x",
        "_x",
        "a b",
        "a\0",
        "a\n",
        "\na",
        "a\r",
        "a\tb",
        "\u001b[31mred",
        "a\u007f",
        "a\u009b31m",
        "a\u202eb",
        "ä",
        "aé",
        "名",
        "😀",
        "a\ud800",
        "a*",
        "a?",
        "a$b",
        "a;b",
        "a'b",
        "a\"b",
        "a%b",
        "~",
        LONGEST + "a",
        "a".repeat(300),
        "a".repeat(100_000),
        "\u0001".repeat(300));
  }

  private static InvalidNameException refusal(String name) {
    InvalidNameException module =
        assertThrows(InvalidNameException.class, () -> SegmentNames.checkModule(name));
    InvalidNameException segment =
        assertThrows(InvalidNameException.class, () -> SegmentNames.checkSegment(name));
    assertTrue(module.reason().endsWith("is no module name"), module.reason());
    return segment;
  }

  @ParameterizedTest
  @NullSource
  @MethodSource("hostile")
  void shouldRefuseHostileNames(String name) {
    InvalidNameException refused = refusal(name);
    assertEquals(ErrorCode.INVALID_NAME, refused.code());
    assertTrue(refused.reason().endsWith("is no segment name"), refused.reason());
    assertTrue(refused.remedy().contains("1 to 64"), refused.remedy());
  }

  @ParameterizedTest
  @NullSource
  @MethodSource("hostile")
  void shouldShowHostileNamesPrintableAndShort(String name) {
    String message = refusal(name).getMessage();
    assertTrue(message.chars().allMatch(c -> c >= ' ' && c <= '~'), message);
    assertTrue(message.length() < 400, message);
    assertTrue(refusal(name).segment().chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  @Test
  void shouldRefuseEveryCharacterThatIsNotListed() {
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean mark = c == '_' || c == '.' || c == '-';
      assertEquals(letterOrDigit, isSegment(String.valueOf(c)), "first character " + (int) c);
      assertEquals(letterOrDigit || mark, isSegment("a" + c), "later character " + (int) c);
    }
  }

  private static boolean isSegment(String name) {
    try {
      SegmentNames.checkSegment(name);
      return true;
    } catch (InvalidNameException e) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Z", "0", "axis_1.x-y", "a..", "a-_.", "evo_", "meta", "a.meta"})
  void shouldAcceptNamesWithinTheRulesAndReturnThem(String name) {
    assertSame(name, SegmentNames.checkSegment(name));
  }

  @Test
  void shouldAcceptTheLongestName() {
    assertSame(LONGEST, SegmentNames.checkSegment(LONGEST));
    assertSame(LONGEST, SegmentNames.checkModule(LONGEST));
  }

  @Test
  void shouldRefuseAnUnderscoreInAModuleName() {
    assertEquals("hal.core-1", SegmentNames.checkModule("hal.core-1"));
    InvalidNameException refused =
        assertThrows(InvalidNameException.class, () -> SegmentNames.checkModule("hal_core"));
    assertTrue(!refused.remedy().contains("_"), refused.remedy());
  }

  @Test
  void shouldAcceptEveryLengthUpToTheLongest() {
    IntStream.rangeClosed(1, SegmentNames.MAX_LENGTH)
        .mapToObj("a"::repeat)
        .forEach(name -> assertEquals(name, SegmentNames.checkSegment(name)));
  }
}
