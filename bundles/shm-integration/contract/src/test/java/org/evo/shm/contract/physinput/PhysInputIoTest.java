// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.SegmentSpec;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysInputIoTest {

  private static final RecordLayout LAYOUT = PhysInputIo.LAYOUT;

  @Test
  void shouldFitASegmentOfTheSmallestSize() {
    SegmentSpec spec =
        SegmentSpec.named(PhysInputIo.SEGMENT).module(PhysInputIo.MODULE).record(LAYOUT).build();

    assertEquals(SegmentSpec.MIN_SIZE_BYTES, spec.sizeBytes());
    assertEquals(LAYOUT.sizeBytes(), spec.capacityBytes());
  }

  @Test
  void shouldBeginWithTheHeader() {
    assertEquals(0, PhysInputIo.HEADER.cycleCount().offset());
    assertEquals("header.cycle_count", LAYOUT.fields().get(0).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "memory", "thermal", "disk", "network", "system"})
  void shouldStampEachGroupFirst(String group) {
    List<Field> fields =
        LAYOUT.fields().stream().filter(f -> f.name().startsWith(group + ".")).toList();

    assertEquals(group + ".time_ns", fields.get(0).name());
    assertEquals("ns", fields.get(0).unit());
    assertEquals(group + ".quality", fields.get(1).name());
    assertTrue(fields.size() > 2);
  }

  @Test
  void shouldNameEachTemperature() {
    ThermalFields thermal = PhysInputIo.THERMAL;

    assertEquals(thermal.temperatureCelsius().count(), thermal.temperatureNames().size());
    assertEquals("thermal.temperature_name_7", thermal.temperatureNames().get(7).name());
  }

  @Test
  void shouldGiveEachMeasuredNumberAUnit() {
    List<String> withoutUnit =
        LAYOUT.fields().stream()
            .filter(f -> f.type() == FieldType.F64 && f.unit().isEmpty())
            .map(Field::name)
            .toList();

    assertEquals(List.of("cpu.load_average_1min"), withoutUnit, "a load average has none");
  }

  @Test
  void shouldKeepServingReadersWhenFieldsAreAppended() {
    RecordLayout.Builder grown = RecordLayout.builder(PhysInputIo.SEGMENT);
    LAYOUT
        .fields()
        .forEach(f -> grown.append(f.type(), f.name(), f.count(), f.unit(), f.optional()));
    grown.f64("axis.position_mm", "mm");

    assertEquals(List.of(), LAYOUT.differencesFrom(grown.build()));
    assertFalse(grown.build().differencesFrom(LAYOUT).isEmpty());
  }
}
