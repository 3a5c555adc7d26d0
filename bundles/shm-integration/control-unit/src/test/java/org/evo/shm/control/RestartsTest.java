// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.rig.Rig;
import org.evo.shm.module.ModuleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules come and go in any order. */
class RestartsTest {

  private static final List<String> MODULES = List.of("hal", "control", "recipe", "liaison");

  @ParameterizedTest
  @MethodSource("orders")
  void shouldStartInAnyOrder(List<String> order) {
    Rig rig = new Rig();
    for (String module : order) {
      start(rig, module);
      rig.runMs(120);
    }

    assertEquals(ModuleState.RUNNING, rig.control().status().state());
    assertEquals(AxisMode.DISABLED, rig.mode(0));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.ENABLE, 0), rig.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "hal, 5",
    "hal, 500",
    "control, 5",
    "control, 500",
    "recipe, 5",
    "recipe, 500",
    "liaison, 1000"
  })
  void shouldMoveAgainOnlyByCommandAfterAModuleWasRestartedOnTheWay(String module, long awayMs) {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);
    assertEquals(AxisMode.MOVING, rig.mode(0));

    rig.kill(module);
    rig.runMs(awayMs);
    start(rig, module);
    rig.runMs(1000);

    double stopped = rig.position(0);
    rig.runMs(1000);
    assertEquals(stopped, rig.position(0), 0.05);
    moveAnew(rig);
  }

  @ParameterizedTest
  @ValueSource(strings = {"liaison", "control"})
  void shouldGiveAResetAnotherNumberAfterARestart(String module) {
    Rig rig = Rig.started();
    rig.command(CommandCode.RESET, 0);
    long before = rig.resetSequence();

    rig.kill(module);
    rig.runMs(1000);
    start(rig, module);
    rig.runMs(200);
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET, 0), rig.reason());

    assertTrue(rig.resetSequence() > before, () -> before + " was before");
  }

  @Test
  void shouldNotNoticeALiaisonThatIsBackSoon() {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);

    rig.kill("liaison");
    rig.runMs(5);
    rig.startLiaison();
    rig.runMs(3000);

    assertEquals(CommandResult.DONE, rig.requestResult(0));
  }

  @Test
  void shouldAnswerANewLiaisonThatBeginsToCountAnew() {
    Rig rig = Rig.started();
    rig.enabled(0);
    rig.kill("liaison");
    rig.startLiaison();
    rig.runMs(5);

    long first = rig.liaison().send(CommandCode.DISABLE, 0);
    rig.runMs(3);

    assertEquals(1, first);
    assertEquals(CommandResult.ACCEPTED, rig.answer(first));
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  @Test
  void shouldFailTheRequestThatItFindsWhenItStarts() {
    Rig rig = Rig.started();
    rig.homed(0);
    long request = rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);

    rig.kill("control");
    rig.startControl();
    rig.runMs(50);

    assertEquals(AxisMode.DISABLED, rig.mode(0));
    assertFalse(rig.isHomed(0));
    assertEquals(request, rig.requestSequence(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
  }

  @Test
  void shouldNotDoWhatWasCommandedBeforeItStarted() {
    Rig rig = Rig.started();
    rig.kill("control");
    long enable = rig.liaison().send(CommandCode.ENABLE, 0);
    rig.runMs(10);
    rig.startControl();
    rig.runMs(100);

    assertEquals(CommandResult.NONE, rig.answer(enable));
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  @Test
  void shouldTakeOverWithEverythingOffWhateverWasCommandedMeanwhile() {
    Rig rig = Rig.started();
    rig.startHeir();
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);
    assertEquals(AxisMode.MOVING, rig.mode(0));
    long stop = rig.liaison().send(CommandCode.STOP, 1);

    rig.kill("control");
    rig.takeOver();
    rig.runMs(200);

    assertEquals(AxisMode.DISABLED, rig.mode(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    assertEquals(CommandResult.NONE, rig.answer(stop));
    moveAnew(rig);
  }

  @Test
  void shouldSwitchEverythingOffWhenItsSegmentIsLost() {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);

    rig.loseSegment();
    rig.runMs(1000);

    assertEquals(AxisMode.DISABLED, rig.mode(0));
    moveAnew(rig);
  }

  @Test
  void shouldLatchAnEmergencyStopThatItFindsWhenItStarts() {
    Rig rig = Rig.started();
    rig.kill("control");
    rig.liaison().emergencyStop(true, "");
    rig.runMs(10);
    rig.startControl();
    rig.runMs(10);

    assertTrue(rig.isStopped());
    assertEquals(AxisMode.FAULT, rig.mode(0));
  }

  private static void moveAnew(Rig rig) {
    rig.command(CommandCode.RESET, 0);
    rig.runMs(100);
    rig.enabled(0);
    assertEquals(AxisMode.HOLDING, rig.mode(0), rig.reason());
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 60);
    assertTrue(rig.reaches(3000, () -> rig.requestResult(0) == CommandResult.DONE));
    assertEquals(60, rig.position(0), 0.05);
  }

  private static void start(Rig rig, String module) {
    switch (module) {
      case "hal" -> rig.startHal();
      case "control" -> rig.startControl();
      case "recipe" -> rig.startRecipe();
      default -> rig.startLiaison();
    }
  }

  static Stream<List<String>> orders() {
    List<List<String>> orders = new ArrayList<>();
    permute(new ArrayList<>(MODULES), 0, orders);
    return orders.stream();
  }

  private static void permute(List<String> modules, int from, List<List<String>> orders) {
    if (from == modules.size()) {
      orders.add(List.copyOf(modules));
    }
    for (int i = from; i < modules.size(); i++) {
      Collections.swap(modules, from, i);
      permute(modules, from + 1, orders);
      Collections.swap(modules, from, i);
    }
  }
}
