// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "4096, 4 KiB",
    "1536, 1.5 KiB",
    "1048576, 1 MiB",
    "1073741824, 1 GiB",
    "69632, 68 KiB"
  })
  void shouldShowASizeInAUnitThatSuitsIt(long bytes, String text) {
    assertEquals(text, Quantities.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, -",
    "0, 0 ns",
    "999, 999 ns",
    "1500, 1.5 us",
    "85000, 85 us",
    "3200000000, 3.2 s",
    "119000000000, 119 s",
    "300000000000, 5 min",
    "7200000000000, 2 h",
    "864000000000000, 10 d"
  })
  void shouldShowATimeInAUnitThatSuitsIt(long ns, String text) {
    assertEquals(text, Quantities.time(ns));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.000", "1500, 0.002", "123456789, 123.457", "36000000000000, 36000000.000"})
  void shouldGiveProgramsMillisecondsToAMicrosecond(long ns, String ms) {
    assertEquals(ms, Quantities.milliseconds(ns).toString());
  }
}
