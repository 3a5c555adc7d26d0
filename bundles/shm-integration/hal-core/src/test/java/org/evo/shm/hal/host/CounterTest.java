// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CounterTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "10, 25, 15",
    "4294967295, 4294967296, 1", // no wrap at 32 bits
    "9223372036854775807, -9223372036854775808, 1", // the middle of the unsigned range
    "-3, 4, 7", // the wrap
    "25, 10, 0", // started anew
    "5000000000, 0, 0"
  })
  void shouldCountIn64Bits(long before, long now, long growth) {
    assertEquals(growth, Counter.BITS_64.growth(before, now));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 25, 15",
    "2147483647, 2147483649, 2",
    "4294967290, 4, 10", // the wrap
    "25, 10, 0", // started anew
    "2147483000, 0, 0"
  })
  void shouldCountIn32Bits(long before, long now, long growth) {
    assertEquals(growth, Counter.BITS_32.growth(before, now));
  }
}
