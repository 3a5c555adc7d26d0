// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.evo.shm.error.InvalidRangeException;
import org.junit.jupiter.api.Test;

class InputPolicyTest {

  @Test
  void shouldRefuseAgesOutOfLimits() {
    assertEquals(50, InputPolicy.ageMs("maxAgeMs", () -> 50));
    assertThrows(InvalidRangeException.class, () -> InputPolicy.ageMs("maxAgeMs", () -> 0));
    assertThrows(InvalidRangeException.class, () -> InputPolicy.ageMs("maxAgeMs", () -> 60_001));
  }

  @Test
  void shouldRefuseAnAgeThatIsNone() {
    assertThrows(InvalidRangeException.class, () -> InputPolicy.ofMs(0, OnStale.SAFE));
  }
}
