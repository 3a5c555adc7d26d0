// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.evo.shm.layout.Field;
import org.evo.shm.layout.RecordLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhysInputIoTest {

  private static final RecordLayout LAYOUT = PhysInputIo.LAYOUT;

  @ParameterizedTest
  @ValueSource(
      strings = {"cpu", "memory", "thermal", "disk", "network", "system", "axis", "io", "actuator"})
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
  void shouldKeepServingReadersWhenFieldsAreAppended() {
    RecordLayout.Builder grown = RecordLayout.builder(PhysInputIo.SEGMENT);
    LAYOUT
        .fields()
        .forEach(f -> grown.append(f.type(), f.name(), f.count(), f.unit(), f.optional()));
    grown.f64("spindle.speed_rpm", "rpm");

    assertEquals(List.of(), LAYOUT.differencesFrom(grown.build()));
    assertFalse(grown.build().differencesFrom(LAYOUT).isEmpty());
  }
}
