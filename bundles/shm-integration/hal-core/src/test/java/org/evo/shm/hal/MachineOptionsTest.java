// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.evo.shm.hal.TestConfig.NOTHING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.hal.axissim.AxisSettings;
import org.evo.shm.hal.output.OutputSettings;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MachineOptionsTest {

  @Test
  void shouldTakeTheDefaults() {
    AxisSettings axis =
        new AxisSettings(
            10, 20, 0.2, 5, 50, 1000, new AxisSettings.Travel(0, 500, 5, 20, 100), 1000);

    assertEquals(List.of(axis, axis, axis, axis), axes(NOTHING));
  }

  @Test
  void shouldTakeOneNumberForEachAxisAlsoFromOneString() {
    TestConfig config = NOTHING.with("axis.count", 2).withAxis("massKg", "1, 2.5");

    assertEquals(1, axes(config).get(0).massKg());
    assertEquals(2.5, axes(config).get(1).massKg());
  }

  @Test
  void shouldTakeSafeOutputs() {
    OutputSettings outputs =
        outputs(
            NOTHING
                .with("output.safeDigital", "0xF000000000000001")
                .with("output.safeAnalogV", new String[] {"2.5"})
                .with("output.maxAgeMs", 20L)
                .with("output.onStale", "stop"));

    assertEquals(0xF000_0000_0000_0001L, outputs.safeDigital());
    assertEquals(2.5, outputs.safeAnalogV().get(15));
    assertEquals(InputPolicy.ofMs(20, OnStale.STOP), outputs.output());
    assertEquals(InputPolicy.ofMs(50, OnStale.STOP), outputs.controller());
  }

  static List<TestConfig> wrong() {
    return List.of(
        NOTHING.with("axis.count", 0),
        NOTHING.with("axis.count", 5),
        NOTHING.withAxis("massKg", "0"),
        NOTHING.withAxis("massKg", "NaN"),
        NOTHING.withAxis("massKg", "heavy"),
        NOTHING.withAxis("massKg"),
        NOTHING.withAxis("massKg", "1", "2", "3"),
        NOTHING.withAxis("massKg", "1,1,1,0"),
        NOTHING.withAxis("forceNPerV", "-1"),
        NOTHING.withAxis("viscousNsPerMm", "-0.1"),
        NOTHING.withAxis("coulombN", "-1"),
        NOTHING.withAxis("brakeN", "Infinity"),
        NOTHING.withAxis("velocityLimitMmPerS", "0"),
        NOTHING.withAxis("travelMinMm", "500"),
        NOTHING.withAxis("travelMaxMm", "2000000"),
        NOTHING.withAxis("overtravelMm", "-1"),
        NOTHING.withAxis("homeMm", "501"),
        NOTHING.withAxis("startMm", "-1"),
        NOTHING.withAxis("encoderCountsPerMm", "0"),
        NOTHING.with("output.maxAgeMs", 0L),
        NOTHING.with("output.maxAgeMs", 60_001L),
        NOTHING.with("controller.maxAgeMs", 0L),
        NOTHING.with("output.onStale", "hold"),
        NOTHING.with("output.onStale", "go"),
        NOTHING.with("output.safeDigital", "-1"),
        NOTHING.with("output.safeDigital", "0x"),
        NOTHING.with("output.safeDigital", "18446744073709551616"),
        NOTHING.with("output.safeAnalogV", new String[] {"11"}),
        NOTHING.with("output.safeAnalogV", new String[] {"1", "2"}));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuse(TestConfig config) {
    assertThrows(InvalidRangeException.class, () -> HalSettings.of(config.config()));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldNameTheOption(TestConfig config) {
    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> HalSettings.of(config.config()));

    String option = refused.segment();
    assertEquals(
        1,
        List.of("axis", "output", "controller").stream()
            .filter(group -> option.startsWith(group + "."))
            .count(),
        option);
  }

  private static List<AxisSettings> axes(TestConfig config) {
    return new MachineOptions(config.config()).axes();
  }

  private static OutputSettings outputs(TestConfig config) {
    return new MachineOptions(config.config()).outputs();
  }
}
