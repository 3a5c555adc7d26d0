// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evo.shm.error.InvalidRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ConfigValuesTest {

  @Test
  void shouldTakeWhatIsWithinItsLimits() {
    assertEquals(10, ConfigValues.integer("rate", () -> 10, 10, 20));
    assertEquals(0.5, ConfigValues.decimal("gain", () -> 0.5, 0, 1));
    assertEquals(TimeUnit.SECONDS, ConfigValues.choice("unit", () -> " seconds ", TimeUnit.class));
    assertEquals(
        List.of("a", "b", "c"), ConfigValues.list("names", () -> new String[] {" a , b", "", "c"}));
  }

  @Test
  void shouldNameOptionValueAndLimits() {
    InvalidRangeException refused = refused(() -> ConfigValues.integer("rate", () -> 9, 10, 20));

    assertEquals("rate", refused.segment());
    assertEquals("9 is not possible", refused.reason());
    assertEquals("choose 10 to 20", refused.remedy());
  }

  @Test
  void shouldRefuseWhatIsNoNumber() {
    refused(() -> ConfigValues.decimal("gain", () -> Double.NaN, 0, 1));
    refused(() -> ConfigValues.decimal("gain", () -> Double.POSITIVE_INFINITY, 0, 1));
  }

  @Test
  void shouldNameTheChoices() {
    InvalidRangeException refused =
        refused(() -> ConfigValues.choice("unit", () -> "crash", TimeUnit.class));

    assertEquals(
        "choose nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days",
        refused.remedy());
  }

  @Test
  void shouldNameTheOptionThatTheContainerCannotConvert() {
    InvalidRangeException refused =
        refused(
            () ->
                ConfigValues.integer(
                    "rate",
                    () -> {
                      throw new NumberFormatException("fast");
                    },
                    1,
                    2));

    assertEquals("rate", refused.segment());
    assertEquals("not of the right type: fast", refused.reason());
  }

  @Test
  void shouldTakeOneNumberForAllPlacesOrOneForEach() {
    assertEquals(List.of(2.0, 2.0), decimals("2"));
    assertEquals(List.of(2.0, 3.0), decimals("2, 3"));
  }

  @Test
  void shouldRefuseNumbersForSomePlacesOnlyAndNumbersOutOfLimits() {
    assertEquals("3 numbers are not possible", refused(() -> decimals("1", "2", "3")).reason());
    assertEquals("0 numbers are not possible", refused(() -> decimals("")).reason());
    assertEquals("10.5 is not possible", refused(() -> decimals("1", "10.5")).reason());
    refused(() -> decimals("NaN"));
    refused(() -> decimals("fast"));
  }

  @Test
  void shouldTakeForYesAndNoOnlyWhatSaysSo() {
    assertTrue(ConfigValues.flag("enabled", () -> " True"));
    assertFalse(ConfigValues.flag("enabled", () -> "false"));
    assertEquals(
        "'maybe' is not possible",
        refused(() -> ConfigValues.flag("enabled", () -> "maybe")).reason());
    refused(() -> ConfigValues.flag("enabled", () -> ""));
  }

  private static List<Double> decimals(String... configured) {
    return ConfigValues.decimals("gains", () -> configured, 2, 0, 10);
  }

  private static InvalidRangeException refused(Executable reading) {
    return assertThrows(InvalidRangeException.class, reading);
  }
}
