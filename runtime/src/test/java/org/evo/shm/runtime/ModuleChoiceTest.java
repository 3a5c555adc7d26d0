// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleChoiceTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ","})
  void shouldBeNothingWhenNothingIsNamed(String given) {
    assertEquals(List.of(), ModuleChoice.parse(given).modules());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hal", " hal ", "hal,hal", "hal,"})
  void shouldTakeEachModuleOnce(String given) {
    assertEquals(List.of("hal"), names(ModuleChoice.parse(given)));
  }

  @Test
  void shouldKeepTheOrderInWhichModulesAreShown() {
    assertEquals(List.of("hal", "liaison"), names(ModuleChoice.parse("liaison,hal")));
  }

  private static List<String> names(ModuleChoice choice) {
    return choice.modules().stream().map(KnownModule::name).toList();
  }

  @Test
  void shouldBeAllByDefault() {
    assertEquals(KnownModule.ALL, ModuleChoice.all().modules());
  }
}
