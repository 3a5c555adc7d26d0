// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which readers can read which records. */
class RecordLayoutDifferencesTest {

  private static RecordLayout layout(Consumer<RecordLayout.Builder> fields) {
    RecordLayout.Builder builder = RecordLayout.builder("axis");
    fields.accept(builder);
    return builder.build();
  }

  private static RecordLayout axis() {
    return layout(
        f -> {
          f.f64("position", "mm");
          f.u32("status", "");
        });
  }

  @Test
  void shouldFindNoneBetweenIdenticalLayouts() {
    assertEquals(List.of(), axis().differencesFrom(axis()));
  }

  @Test
  void shouldLetAReaderGoOnThatKnowsAPrefix() {
    RecordLayout appended =
        layout(
            f -> {
              f.f64("position", "mm");
              f.u32("status", "");
              f.f64("velocity", "mm/s");
            });
    assertEquals(List.of(), axis().differencesFrom(appended));
    assertEquals(List.of("'velocity' is missing"), appended.differencesFrom(axis()));
  }

  @Test
  void shouldLetAReaderGoOnWithoutItsOptionalFields() {
    RecordLayout expected =
        layout(
            f -> {
              f.f64("position", "mm");
              f.u32("status", "");
              f.append(FieldType.F64, "temperature", 1, "K", true);
            });
    assertEquals(List.of(), expected.differencesFrom(axis()));
  }

  @Test
  void shouldNameAnOptionalFieldThatIsThereInAnotherForm() {
    RecordLayout expected = layout(f -> f.append(FieldType.F64, "position", 1, "m", true));
    assertEquals(
        List.of("'position' is F64[1] at 0 in mm, expected F64[1] at 0 in m"),
        expected.differencesFrom(axis()));
  }

  @Test
  void shouldNotMindWhetherAPresentFieldIsOptional() {
    RecordLayout optional =
        layout(
            f -> {
              f.append(FieldType.F64, "position", 1, "mm", true);
              f.append(FieldType.U32, "status", 1, "", true);
            });
    assertEquals(List.of(), optional.differencesFrom(axis()));
    assertEquals(List.of(), axis().differencesFrom(optional));
  }

  @Test
  void shouldNotMindTheNameOfTheRecord() {
    RecordLayout.Builder fields = RecordLayout.builder("renamed");
    fields.f64("position", "mm");
    fields.u32("status", "");
    assertEquals(List.of(), axis().differencesFrom(fields.build()));
  }

  @Test
  void shouldNameAChangedUnit() {
    RecordLayout inches = layout(f -> f.f64("position", "in"));
    assertEquals(
        List.of("'position' is F64[1] at 0 in mm, expected F64[1] at 0 in in"),
        inches.differencesFrom(axis()));
  }

  @Test
  void shouldNameAChangedTypeOfTheSameWidth() {
    RecordLayout signed =
        layout(
            f -> {
              f.f64("position", "mm");
              f.i32("status", "");
            });
    assertEquals(
        List.of("'status' is U32[1] at 8, expected I32[1] at 8"), signed.differencesFrom(axis()));
  }

  @Test
  void shouldNameAChangedOffset() {
    RecordLayout swapped =
        layout(
            f -> {
              f.u32("status", "");
              f.f64("position", "mm");
            });
    assertEquals(
        List.of(
            "'status' is U32[1] at 8, expected U32[1] at 0",
            "'position' is F64[1] at 0 in mm, expected F64[1] at 8 in mm"),
        swapped.differencesFrom(axis()));
  }

  @Test
  void shouldNameAChangedCount() {
    RecordLayout more = layout(f -> f.f64s("position", 2, "mm"));
    assertEquals(
        List.of("'position' is F64[1] at 0 in mm, expected F64[2] at 0 in mm"),
        more.differencesFrom(axis()));
  }

  @Test
  void shouldNameEveryDifference() {
    RecordLayout expected =
        layout(
            f -> {
              f.f32("position", "mm");
              f.bool("status");
              f.f64("extra", "");
            });
    assertEquals(3, expected.differencesFrom(axis()).size());
  }
}
