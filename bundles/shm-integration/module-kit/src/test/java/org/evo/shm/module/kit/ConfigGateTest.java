// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigLog;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConfigGateTest {

  private final List<String> told = new ArrayList<>();
  private final ConfigGate gate =
      new ConfigGate(
          new ConfigLog(LoggerFactory.getLogger(ConfigGateTest.class), "test", Override.class),
          () -> told.add("accepted"),
          told::add);

  @Test
  void shouldLetASoundConfigurationIn() {
    assertEquals(Optional.of(1), gate.settings(() -> 1, Optional.empty()));
    assertEquals(List.of("accepted"), told);
  }

  @Test
  void shouldKeepAWrongOneOutAndSayWhy() {
    InvalidRangeException wrong = new InvalidRangeException("rateHz", "1 is too low", "choose 10");

    assertEquals(
        Optional.empty(),
        gate.settings(
            () -> {
              throw wrong;
            },
            Optional.of(1)));
    assertEquals(List.of(wrong.getMessage()), told);
  }
}
