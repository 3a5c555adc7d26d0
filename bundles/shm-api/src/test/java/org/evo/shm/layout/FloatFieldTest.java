// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FloatFieldTest {

  private static final int COUNT = 4;

  private static FloatField field(FieldType type) {
    RecordLayout.Builder fields = RecordLayout.builder("r");
    fields.bool("pad");
    return (FloatField) fields.append(type, "f", COUNT, "mm", false);
  }

  private static MutableRecord record() {
    return MutableRecord.of(new byte[64]);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1.5,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.NaN,
        Double.NEGATIVE_INFINITY
      })
  void shouldReadBackEveryDouble(double value) {
    FloatField field = field(FieldType.F64);
    MutableRecord record = record();
    field.set(record, value);
    assertEquals(value, field.get(record.view()));
    assertEquals(value, field.value(record.view(), 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1e300, -1e300, 1e-300, Double.NaN, -0.0})
  void shouldRoundToTheWidthOfAFloat(double value) {
    FloatField field = field(FieldType.F32);
    MutableRecord record = record();
    field.set(record, value);
    assertEquals((double) (float) value, field.get(record.view()));
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldType.class,
      names = {"F32", "F64"})
  void shouldKeepTheElementsOfAnArrayApart(FieldType type) {
    FloatField field = field(type);
    MutableRecord record = record();
    for (int i = 0; i < COUNT; i++) {
      field.set(record, i, i + 0.5);
    }
    for (int i = 0; i < COUNT; i++) {
      assertEquals(i + 0.5, field.get(record.view(), i));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FieldType.class,
      names = {"F32", "F64"})
  void shouldRefuseAnIndexOutside(FieldType type) {
    FloatField field = field(type);
    MutableRecord record = record();
    for (int bad : new int[] {-1, COUNT, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30}) {
      assertThrows(IndexOutOfBoundsException.class, () -> field.get(record.view(), bad));
      assertThrows(IndexOutOfBoundsException.class, () -> field.set(record, bad, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> field.value(record.view(), bad));
    }
  }

  @Test
  void shouldRefuseARecordThatIsTooShortForTheField() {
    FloatField field = field(FieldType.F64);
    MutableRecord shorter = MutableRecord.of(new byte[field.offset() + 7]);
    assertThrows(IndexOutOfBoundsException.class, () -> field.get(shorter.view()));
    assertThrows(IndexOutOfBoundsException.class, () -> field.set(shorter, 1.0));
  }
}
