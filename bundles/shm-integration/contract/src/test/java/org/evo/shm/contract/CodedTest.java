// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.modulestatus.ModuleLiveness;
import org.evo.shm.contract.physinput.SafeReason;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.contract.physoutput.StepState;
import org.evo.shm.contract.systemstate.SystemHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodedTest {

  static Stream<Arguments> enums() {
    return Stream.of(
        of(InputState.values(), InputState::ofCode, InputState.ABSENT),
        of(CommandResult.values(), CommandResult::ofCode, CommandResult.NONE),
        of(CommandCode.values(), CommandCode::ofCode, CommandCode.NONE),
        of(CommandTarget.values(), CommandTarget::ofCode, CommandTarget.NOBODY),
        of(AxisMode.values(), AxisMode::ofCode, AxisMode.DISABLED),
        of(AxisFault.values(), AxisFault::ofCode, AxisFault.NONE),
        of(SafeReason.values(), SafeReason::ofCode, SafeReason.OUTPUT_STALE),
        of(RecipeState.values(), RecipeState::ofCode, RecipeState.IDLE),
        of(StepState.values(), StepState::ofCode, StepState.NONE),
        of(RequestKind.values(), RequestKind::ofCode, RequestKind.NONE),
        of(SystemHealth.values(), SystemHealth::ofCode, SystemHealth.UNKNOWN),
        of(ModuleLiveness.values(), ModuleLiveness::ofCode, ModuleLiveness.UNKNOWN));
  }

  private static Arguments of(Coded[] all, LongFunction<? extends Coded> ofCode, Coded unknown) {
    return arguments(all, ofCode, unknown);
  }

  @ParameterizedTest
  @MethodSource("enums")
  void shouldComeBackFromItsCode(Coded[] all, LongFunction<? extends Coded> ofCode, Coded unknown) {
    for (Coded one : all) {
      assertSame(one, ofCode.apply(one.code()));
    }
  }

  @ParameterizedTest
  @MethodSource("enums")
  void shouldDistrustACodeThatNobodyHas(
      Coded[] all, LongFunction<? extends Coded> ofCode, Coded unknown) {
    assertSame(unknown, ofCode.apply(-1));
    assertSame(unknown, ofCode.apply(255));
    assertSame(unknown, ofCode.apply(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @MethodSource("enums")
  void shouldFitTheFieldThatCarriesIt(
      Coded[] all, LongFunction<? extends Coded> ofCode, Coded unknown) {
    int distinct = (int) Arrays.stream(all).mapToInt(Coded::code).distinct().count();

    assertEquals(all.length, distinct);
    assertEquals(
        all.length, Arrays.stream(all).filter(c -> c.code() >= 0 && c.code() < 255).count());
  }

  @Test
  void shouldAddressEachCommandToSomebody() {
    for (CommandCode command : CommandCode.values()) {
      if (command != CommandCode.NONE) {
        assertNotEquals(CommandTarget.NOBODY, command.target());
      }
    }
  }
}
