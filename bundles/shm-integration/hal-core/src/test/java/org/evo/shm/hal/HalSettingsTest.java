// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import static org.evo.shm.hal.TestConfig.DEFAULTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
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
            Optional.of(new HostSettings(Path.of("/proc"), Path.of("/sys"), 10))),
        HalSettings.of(DEFAULTS));
  }

  @Test
  void shouldSplitAListThatCameAsOneString() {
    assertEquals(
        HalSettings.of(DEFAULTS), HalSettings.of(DEFAULTS.withDrivers(" host , host", "")));
  }

  @Test
  void shouldDoWithoutADriver() {
    assertEquals(Optional.empty(), HalSettings.of(DEFAULTS.withDrivers()).host());
    assertEquals(Optional.empty(), HalSettings.of(DEFAULTS.withDrivers("")).host());
  }

  @Test
  void shouldLetSlowSamplingAge() {
    assertEquals(2_000_000_000L, HalSettings.of(DEFAULTS.withSampling(1, 2000)).maxAgeNs());
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
        DEFAULTS.withDirectories("proc", "/sys"),
        DEFAULTS.withDirectories("/proc", ""),
        DEFAULTS.withDirectories("/pr\0oc", "/sys"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuse(TestConfig config) {
    assertThrows(InvalidRangeException.class, () -> HalSettings.of(config));
  }

  @Test
  void shouldNameTheOptionTheValueAndTheLimits() {
    InvalidRangeException refused =
        assertThrows(
            InvalidRangeException.class, () -> HalSettings.of(DEFAULTS.withSampling(1, 500)));

    assertEquals("maxAgeMs", refused.segment());
    assertEquals("500 is not possible", refused.reason());
    assertEquals("choose 2000 to 60000", refused.remedy());
  }

  @Test
  void shouldNameTheOptionThatTheContainerCannotConvert() {
    HalConfig wrong =
        new WrongType(
            () -> {
              throw new NumberFormatException("For input string: \"fast\"");
            });

    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> HalSettings.of(wrong));

    assertEquals("publishHz", refused.segment());
    assertEquals("not of the right type: For input string: \"fast\"", refused.reason());
  }

  private record WrongType(IntSupplier rate) implements HalConfig {
    @Override
    public String[] drivers() {
      return DEFAULTS.drivers();
    }

    @Override
    public int publishHz() {
      return rate.getAsInt();
    }

    @Override
    public int sampleHz() {
      return DEFAULTS.sampleHz();
    }

    @Override
    public long maxAgeMs() {
      return DEFAULTS.maxAgeMs();
    }

    @Override
    public String host_procDir() {
      return DEFAULTS.host_procDir();
    }

    @Override
    public String host_sysDir() {
      return DEFAULTS.host_sysDir();
    }

    @Override
    public Class<? extends Annotation> annotationType() {
      return HalConfig.class;
    }
  }
}
