// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.evo.shm.error.InvalidRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLayoutTest {

  private static RecordLayout.Builder builder() {
    return RecordLayout.builder("axis");
  }

  private static RecordLayout layout(FieldType type, int count, String unit) {
    RecordLayout.Builder fields = builder();
    fields.append(type, "f", count, unit, false);
    return fields.build();
  }

  @Test
  void shouldPlaceEachFieldAtTheNextOffsetAlignedToItsElement() {
    RecordLayout.Builder fields = builder();
    assertEquals(0, fields.u8("a", "").offset());
    assertEquals(2, fields.u16("b", "").offset());
    assertEquals(4, fields.bool("c").offset());
    assertEquals(8, fields.i32("d", "").offset());
    assertEquals(12, fields.text("e", 3).offset());
    assertEquals(16, fields.f32("f", "").offset());
    assertEquals(24, fields.f64("g", "").offset());
    assertEquals(32, fields.u8s("h", 5, "").offset());
    assertEquals(40, fields.i64s("i", 3, "").offset());
    assertEquals(64, fields.bools("j", 2).offset());
    assertEquals(72, fields.build().sizeBytes());
  }

  @ParameterizedTest
  @EnumSource(FieldType.class)
  void shouldAlignEveryTypeToItsOwnSize(FieldType type) {
    RecordLayout.Builder fields = builder();
    fields.bool("pad");
    Field field = fields.append(type, "f", 3, "", false);
    assertEquals(type.sizeBytes(), field.offset());
    assertEquals(3 * type.sizeBytes(), field.sizeBytes());
    assertEquals(type, field.type());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 15, 16, 17, 4096})
  void shouldPadTheRecordToAMultipleOfEightBytes(int room) {
    RecordLayout layout = layout(FieldType.TEXT, room, "");
    assertEquals((room + 7) / 8 * 8, layout.sizeBytes());
  }

  @Test
  void shouldGiveOneValueForTextAndOneForEachElementOtherwise() {
    RecordLayout.Builder fields = builder();
    assertEquals(1, fields.text("t", 16).values());
    assertEquals(3, fields.f64s("v", 3, "mm").values());
  }

  @Test
  void shouldFindFieldsByName() {
    RecordLayout.Builder fields = builder();
    FloatField position = fields.f64("position", "mm");
    RecordLayout layout = fields.build();
    assertSame(position, layout.field("position").orElseThrow());
    assertEquals(Optional.empty(), layout.field("Position"));
    assertEquals(List.of(position), layout.fields());
  }

  @Test
  void shouldNotChangeWhenTheBuilderGoesOn() {
    RecordLayout.Builder fields = builder();
    fields.f64("a", "");
    RecordLayout first = fields.build();
    fields.f64("b", "");
    assertEquals(8, first.sizeBytes());
    assertEquals(1, first.fields().size());
    assertEquals(16, fields.build().sizeBytes());
    assertThrows(UnsupportedOperationException.class, () -> first.fields().remove(0));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "1a",
        ".a",
        "-a",
        "a b",
        "a\tb",
        "a\n",
        "ä",
        "a/b",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void shouldRefuseNamesThatBreakTheRules(String name) {
    RecordLayout.Builder fields = builder();
    assertThrows(InvalidRangeException.class, () -> RecordLayout.builder(name));
    assertThrows(InvalidRangeException.class, () -> fields.f64(name, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "_",
        "A.b-c_9",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void shouldAcceptNamesUpToSixtyFourCharacters(String name) {
    RecordLayout.Builder fields = RecordLayout.builder(name);
    fields.f64(name, "");
    assertEquals(name, fields.build().fields().get(0).name());
  }

  @Test
  void shouldRefuseAFieldThatIsThereTwice() {
    RecordLayout.Builder fields = builder();
    fields.f64("a", "");
    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> fields.u8("a", ""));
    assertTrue(refused.reason().contains("'a'"), refused.reason());
    assertEquals("axis", refused.segment());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void shouldRefuseFieldsWithoutElements(int count) {
    RecordLayout.Builder fields = builder();
    assertThrows(InvalidRangeException.class, () -> fields.f64s("a", count, ""));
  }

  @Test
  void shouldRefuseRecordsThatAnIntegerCannotMeasure() {
    for (FieldType type : FieldType.values()) {
      RecordLayout.Builder fields = builder();
      assertThrows(
          InvalidRangeException.class,
          () -> fields.append(type, "a", Integer.MAX_VALUE, "", false),
          type.name());
    }
    RecordLayout.Builder two = builder();
    two.text("a", 1 << 30);
    assertThrows(InvalidRangeException.class, () -> two.text("b", 1 << 30));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "\n", "m\0", "\u007f", "12345678901234567"})
  void shouldRefuseUnitsThatAreUnprintableOrTooLong(String unit) {
    RecordLayout.Builder fields = builder();
    assertThrows(InvalidRangeException.class, () -> fields.f64("a", unit));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mm", "°C", "µm/s²", "1234567890123456"})
  void shouldKeepUnitsAsPeopleWriteThem(String unit) {
    assertEquals(unit, layout(FieldType.F64, 1, unit).fields().get(0).unit());
  }

  @Test
  void shouldRefuseARecordWithoutFields() {
    RecordLayout.Builder fields = builder();
    assertThrows(InvalidRangeException.class, fields::build);
  }

  @Test
  void shouldRefuseOneFieldMoreThanTheLimit() {
    RecordLayout.Builder fields = builder();
    for (int i = 0; i < RecordLayout.MAX_FIELDS; i++) {
      fields.u8("f" + i, "");
    }
    assertThrows(InvalidRangeException.class, () -> fields.u8("more", ""));
    assertEquals(RecordLayout.MAX_FIELDS, fields.build().sizeBytes());
  }

  @Test
  void shouldBeEqualWhenAllFieldsAre() {
    RecordLayout mm = layout(FieldType.F64, 2, "mm");
    assertEquals(mm, layout(FieldType.F64, 2, "mm"));
    assertEquals(mm.hashCode(), layout(FieldType.F64, 2, "mm").hashCode());
    assertNotEquals(mm, layout(FieldType.F64, 2, "m"));
    assertNotEquals(mm, layout(FieldType.F64, 3, "mm"));
    assertNotEquals(mm, layout(FieldType.I64, 2, "mm"));
    assertNotEquals(mm, null);
    assertEquals("axis (1 fields, 16 bytes)", mm.toString());
  }

  @Test
  void shouldHandOutCopiesOfItsEncoding() {
    RecordLayout layout = layout(FieldType.F64, 1, "");
    layout.toBytes()[0] = 0;
    assertEquals('e', layout.toBytes()[0]);
  }
}
