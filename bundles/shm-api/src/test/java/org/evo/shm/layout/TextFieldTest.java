// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFieldTest {

  private static TextField room(int bytes) {
    return RecordLayout.builder("r").text("t", bytes);
  }

  private static String stored(int room, String text) {
    MutableRecord record = MutableRecord.of(new byte[room]);
    room(room).set(record, text);
    return room(room).get(record.view());
  }

  @ParameterizedTest
  @CsvSource({
    "4, abcd, abcd",
    "4, abcde, abcd",
    "4, abcä, abc",
    "5, abcä, abcä",
    "3, €€, €",
    "5, €€, €",
    "6, €€, €€",
    "3, 😀, ''",
    "4, 😀x, 😀",
    "7, 😀😀, 😀",
    "1, ä, ''"
  })
  void shouldCutAtTheLastCharacterThatFits(int room, String text, String expected) {
    assertEquals(expected, stored(room, text));
  }

  @Test
  void shouldClearWhatALongerTextLeftBehind() {
    byte[] bytes = new byte[8];
    MutableRecord record = MutableRecord.of(bytes);
    room(8).set(record, "abcdefgh");
    room(8).set(record, "x");
    assertArrayEquals(new byte[] {'x', 0, 0, 0, 0, 0, 0, 0}, bytes);
    room(8).set(record, "");
    assertArrayEquals(new byte[8], bytes);
  }

  @Test
  void shouldEndAtTheFirstZeroByte() {
    MutableRecord record = MutableRecord.of(new byte[] {'a', 0, 'b', 0});
    assertEquals("a", room(4).get(record.view()));
  }

  @Test
  void shouldReadTextThatFillsItsRoom() {
    assertEquals("abcd", room(4).get(RecordView.of(new byte[] {'a', 'b', 'c', 'd'})));
  }

  @Test
  void shouldReplaceBytesThatAreNoText() {
    assertEquals("a\uFFFD", room(2).get(RecordView.of(new byte[] {'a', (byte) 0xFF})));
  }

  @Test
  void shouldStayWithinItsRoom() {
    byte[] bytes = new byte[16];
    RecordLayout.Builder fields = RecordLayout.builder("r");
    fields.u8("before", "");
    TextField text = fields.text("t", 4);
    text.set(MutableRecord.of(bytes), "xxxxxxxx");
    assertArrayEquals(
        new byte[] {0, 'x', 'x', 'x', 'x', 0, 0, 0}, java.util.Arrays.copyOf(bytes, 8));
  }

  @Test
  void shouldBeOneValue() {
    MutableRecord record = MutableRecord.of(new byte[4]);
    room(4).set(record, "ok");
    assertEquals("ok", room(4).value(record.view(), 0));
    assertThrows(IndexOutOfBoundsException.class, () -> room(4).value(record.view(), 1));
    assertThrows(IndexOutOfBoundsException.class, () -> room(4).value(record.view(), -1));
  }
}
