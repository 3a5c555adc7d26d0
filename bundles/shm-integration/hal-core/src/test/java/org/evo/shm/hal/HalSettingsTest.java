// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.evo.shm.hal.TestConfig.DEFAULTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.hal.host.HostSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HalSettingsTest {

  @Test
  void shouldTakeTheDefaults() {
    assertEquals(
        new HalSettings(
            new CycleSpec("hal", 100, 0),
            500_000_000L,
            Optional.of(new HostSettings(Path.of("/proc"), Path.of("/sys"), 10)),
            Optional.empty()),
        HalSettings.of(DEFAULTS.config()));
  }

  @Test
  void shouldSplitAListThatCameAsOneString() {
    assertEquals(
        HalSettings.of(DEFAULTS.config()),
        HalSettings.of(DEFAULTS.withDrivers(" host , host", "").config()));
  }

  @Test
  void shouldDoWithoutADriver() {
    assertEquals(Optional.empty(), HalSettings.of(DEFAULTS.withDrivers().config()).host());
    assertEquals(Optional.empty(), HalSettings.of(DEFAULTS.withDrivers("").config()).host());
  }

  @Test
  void shouldLetSlowSamplingAge() {
    assertEquals(
        2_000_000_000L, HalSettings.of(DEFAULTS.withSampling(1, 2000).config()).maxAgeNs());
  }

  @Test
  void shouldRunHostAndSimulationInAClosedLoopWhenNothingIsConfigured() {
    HalSettings settings = HalSettings.of(TestConfig.NOTHING.config());

    assertEquals(1000, settings.cycle().rateHz());
    assertTrue(settings.host().isPresent());
    assertEquals(4, settings.machine().orElseThrow().axes().size());
  }

  @Test
  void shouldPublishAtTheRateThatIsConfigured() {
    assertEquals(
        50, HalSettings.of(TestConfig.NOTHING.withPublishHz(50).config()).cycle().rateHz());
  }

  static List<TestConfig> wrong() {
    return List.of(
        DEFAULTS.withDrivers("host", "axis"),
        DEFAULTS.withPublishHz(9),
        DEFAULTS.withPublishHz(10_001),
        DEFAULTS.withSampling(0, 500),
        DEFAULTS.withSampling(51, 500),
        DEFAULTS.withSampling(10, 199),
        DEFAULTS.withSampling(10, 60_001),
        DEFAULTS.withPublishHz(-1),
        DEFAULTS.withDirectories("proc", "/sys"),
        DEFAULTS.withDirectories("/proc", ""),
        DEFAULTS.withDirectories("/pr\0oc", "/sys"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuse(TestConfig config) {
    assertThrows(InvalidRangeException.class, () -> HalSettings.of(config.config()));
  }

  @Test
  void shouldNameTheOptionTheValueAndTheLimits() {
    InvalidRangeException refused =
        assertThrows(
            InvalidRangeException.class,
            () -> HalSettings.of(DEFAULTS.withSampling(1, 500).config()));

    assertEquals("maxAgeMs", refused.segment());
    assertEquals("500 is not possible", refused.reason());
    assertEquals("choose 2000 to 60000", refused.remedy());
  }

  @Test
  void shouldNameTheOptionThatTheContainerCannotConvert() {
    TestConfig wrong =
        DEFAULTS.with("publishHz", new NumberFormatException("For input string: \"fast\""));

    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> HalSettings.of(wrong.config()));

    assertEquals("publishHz", refused.segment());
    assertEquals("not of the right type: For input string: \"fast\"", refused.reason());
  }
}
