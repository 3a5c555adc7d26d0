// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.control.law.Parameter;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlSettingsTest {

  private static final FakeConfig<ControlConfig> DEFAULTS = FakeConfig.of(ControlConfig.class);

  @Test
  void shouldHaveDefaultsForEverything() {
    ControlSettings settings = ControlSettings.of(DEFAULTS.config());

    assertEquals("control", settings.cycle().name());
    assertEquals(1000, settings.cycle().rateHz());
    assertEquals(100, settings.cycle().order());
    assertEquals(4, settings.axes().size());
    assertEquals(50_000_000, settings.inputs().sensors().maxAgeNs());
    assertEquals(500_000_000, settings.inputs().commands().maxAgeNs());
    assertEquals(OnStale.SAFE, settings.inputs().commands().onStale());
    assertEquals(settings, ControlSettings.of(DEFAULTS.config()));
  }

  @Test
  void shouldTakeANumberForEachAxis() {
    ControlSettings settings =
        ControlSettings.of(
            DEFAULTS
                .withList("axis.kp", "1", "2", "3", "4")
                .withList("homing.positionMm", "10, 20, 30, 40")
                .withList("axis.positionMinMm", "-5")
                .config());

    for (int axis = 0; axis < 4; axis++) {
      assertEquals(axis + 1, settings.axes().get(axis).parameters().get(Parameter.KP));
      assertEquals(10 * (axis + 1), settings.axes().get(axis).homing().positionMm());
      assertEquals(-5, settings.axes().get(axis).parameters().get(Parameter.POSITION_MIN));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cycleHz, 9, choose 10 to 10000",
    "cycleHz, 10001, choose 10 to 10000",
    "axis.settleMs, -1, choose 0 to 60000",
    "axis.settleMs, 60001, choose 0 to 60000",
    "axis.followingErrorMs, -1, choose 0 to 60000",
    "axis.driveTimeoutMs, 0, choose 1 to 60000",
    "homing.timeoutMs, 0, choose 1 to 3600000",
    "homing.timeoutMs, 3600001, choose 1 to 3600000",
    "sensors.maxAgeMs, 0, choose 1 to 60000",
    "requests.maxAgeMs, 60001, choose 1 to 60000",
    "commands.maxAgeMs, -5, choose 1 to 60000"
  })
  void shouldRefuseIntegersOutOfLimits(String option, long value, String remedy) {
    Object given = option.equals("cycleHz") ? (Object) (int) value : value;
    InvalidRangeException refused = refused(DEFAULTS.with(option, given));

    assertEquals(option, refused.segment());
    assertEquals(remedy, refused.remedy());
    assertTrue(refused.reason().contains(Long.toString(value)), refused.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "axis.kp, -0.1",
    "axis.kp, 1000.1",
    "axis.kp, NaN",
    "axis.kp, fast",
    "axis.kp, ''",
    "axis.kp, '1, 2'",
    "axis.kp, '1, 2, 3, 4, 5'",
    "axis.kp, '1, 2, -3, 4'",
    "axis.ki, -1",
    "axis.ki, 10001",
    "axis.kd, -1",
    "axis.kd, Infinity",
    "axis.velocityFeedforward, -1",
    "axis.accelerationFeedforward, -1",
    "axis.accelerationFeedforward, 1001",
    "axis.outputLimitV, 0",
    "axis.outputLimitV, 10.1",
    "axis.followingErrorLimitMm, 0",
    "axis.velocityLimitMmPerS, 0",
    "axis.velocityLimitMmPerS, 100001",
    "axis.accelerationLimitMmPerS2, 0",
    "axis.accelerationLimitMmPerS2, 10000001",
    "axis.positionMinMm, -1000001",
    "axis.positionMinMm, 495",
    "axis.positionMaxMm, 5",
    "axis.positionMaxMm, 1000001",
    "axis.toleranceMm, 0",
    "homing.velocityMmPerS, 0",
    "homing.velocityMmPerS, 0.0001",
    "homing.velocityMmPerS, -1001",
    "homing.creepMmPerS, 0",
    "homing.creepMmPerS, -5",
    "homing.positionMm, 1000001"
  })
  void shouldRefuseNumbersOutOfLimits(String option, String value) {
    InvalidRangeException refused = refused(DEFAULTS.withList(option, value));

    assertTrue(
        refused.segment().equals(option) || refused.getMessage().contains(option),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "sensors.onStale, hold, 'choose safe, stop'",
    "sensors.onStale, crash, 'choose hold, safe, stop'",
    "requests.onStale, '', 'choose hold, safe, stop'",
    "commands.onStale, never, 'choose hold, safe, stop'"
  })
  void shouldRefuseChoicesThatThereAreNot(String option, String value, String remedy) {
    InvalidRangeException refused = refused(DEFAULTS.with(option, value));

    assertEquals(option, refused.segment());
    assertEquals(remedy, refused.remedy());
  }

  @Test
  void shouldNameTheOptionThatTheContainerCannotConvert() {
    InvalidRangeException refused = refused(DEFAULTS.with("homing.required", "perhaps"));

    assertEquals("homing.required", refused.segment());
  }

  private static InvalidRangeException refused(FakeConfig<ControlConfig> config) {
    return assertThrows(
        InvalidRangeException.class, () -> ControlSettings.of(config.config()), config::toString);
  }
}
