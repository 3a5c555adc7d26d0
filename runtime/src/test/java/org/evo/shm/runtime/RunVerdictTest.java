// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunVerdictTest {

  private static final KnownModule HAL = KnownModule.ALL.get(0);

  @ParameterizedTest
  @EnumSource(
      value = ModuleState.class,
      names = {"RUNNING", "DEGRADED"})
  void shouldHaveNothingToSayAgainstModulesAtWork(ModuleState state) {
    assertEquals(Optional.empty(), complaint(state));
  }

  @ParameterizedTest
  @EnumSource(
      value = ModuleState.class,
      names = {"INIT", "WAITING", "FAULT", "STOPPED"})
  void shouldNameModulesThatDoNothing(ModuleState state) {
    assertEquals(
        Optional.of("not at work in the end: hal (" + state + ": the reason)"), complaint(state));
  }

  @Test
  void shouldNameModulesThatAreNotThere() {
    assertEquals(
        Optional.of("not at work in the end: hal (ABSENT: it did not come up)"),
        RunVerdict.complaint(List.of(HAL), Map.of()));
  }

  private static Optional<String> complaint(ModuleState state) {
    ModuleStatus status =
        new ModuleStatus(HAL.name(), state, ModuleFault.NONE, "the reason", List.of(), false);
    return RunVerdict.complaint(List.of(HAL), Map.of(HAL.name(), status));
  }
}
