// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IntegerFieldTest {

  private static final int COUNT = 5;

  private static IntegerField field(FieldType type) {
    RecordLayout.Builder fields = RecordLayout.builder("r");
    fields.bool("pad");
    return (IntegerField) fields.append(type, "f", COUNT, "", false);
  }

  private static MutableRecord record() {
    return MutableRecord.of(new byte[64]);
  }

  @ParameterizedTest
  @CsvSource({
    "I8, -128, 127",
    "U8, 0, 255",
    "I16, -32768, 32767",
    "U16, 0, 65535",
    "I32, -2147483648, 2147483647",
    "U32, 0, 4294967295",
    "I64, -9223372036854775808, 9223372036854775807",
    "U64, 0, 9223372036854775807"
  })
  void shouldReadBackTheLimitsOfEveryType(FieldType type, long least, long most) {
    IntegerField field = field(type);
    MutableRecord record = record();
    for (long value : new long[] {least, most, 0, 1}) {
      field.set(record, value);
      assertEquals(value, field.get(record.view()));
      assertEquals(value, field.value(record.view(), 0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "I8, 129, -127",
    "U8, -1, 255",
    "I16, 65535, -1",
    "U16, 65536, 0",
    "U32, -1, 4294967295"
  })
  void shouldDropBitsBeyondTheWidth(FieldType type, long stored, long read) {
    IntegerField field = field(type);
    MutableRecord record = record();
    field.set(record, stored);
    assertEquals(read, field.get(record.view()));
  }

  @ParameterizedTest
  @EnumSource(value = FieldType.class, names = "[IU]\\d+", mode = EnumSource.Mode.MATCH_ALL)
  void shouldKeepTheElementsOfAnArrayApart(FieldType type) {
    IntegerField field = field(type);
    MutableRecord record = record();
    for (int i = 0; i < COUNT; i++) {
      field.set(record, i, 10 + i);
    }
    for (int i = 0; i < COUNT; i++) {
      assertEquals(10 + i, field.get(record.view(), i));
      assertEquals((long) (10 + i), field.value(record.view(), i));
    }
    assertEquals(10, field.get(record.view()));
    assertEquals(0, record.view().getByte(field.offset() + field.sizeBytes()));
    assertEquals(0, record.view().getByte(0));
  }

  @ParameterizedTest
  @EnumSource(value = FieldType.class, names = "[IU]\\d+", mode = EnumSource.Mode.MATCH_ALL)
  void shouldRefuseAnIndexOutsideBeforeTouchingAnything(FieldType type) {
    IntegerField field = field(type);
    byte[] bytes = new byte[64];
    MutableRecord record = MutableRecord.of(bytes);
    for (int bad : new int[] {-1, COUNT, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 29}) {
      assertThrows(IndexOutOfBoundsException.class, () -> field.get(record.view(), bad));
      assertThrows(IndexOutOfBoundsException.class, () -> field.set(record, bad, -1));
      assertThrows(IndexOutOfBoundsException.class, () -> field.value(record.view(), bad));
    }
    assertArrayEquals(new byte[64], bytes);
  }

  @Test
  void shouldShowUnsignedValuesAboveTheLargestLongAsBigIntegers() {
    IntegerField field = field(FieldType.U64);
    MutableRecord record = record();
    field.set(record, 1, -1L);
    field.set(record, 2, Long.MIN_VALUE);
    assertEquals(-1L, field.get(record.view(), 1));
    assertEquals(new BigInteger("18446744073709551615"), field.value(record.view(), 1));
    assertEquals(new BigInteger("9223372036854775808"), field.value(record.view(), 2));
    assertEquals(0L, field.value(record.view(), 3));
  }

  @Test
  void shouldShowNegativeSignedValuesAsTheyAre() {
    IntegerField field = field(FieldType.I64);
    MutableRecord record = record();
    field.set(record, -1L);
    assertEquals(-1L, field.value(record.view(), 0));
  }

  @Test
  void shouldStoreLittleEndian() {
    byte[] bytes = new byte[64];
    field(FieldType.U32).set(MutableRecord.of(bytes), 0x01020304);
    assertArrayEquals(new byte[] {4, 3, 2, 1}, java.util.Arrays.copyOfRange(bytes, 4, 8));
  }
}
