// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.InputState;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.Test;

/** Each input is lost and comes back, and so does the executor. */
class LostInputsTest {

  private static final String WAIT = "{\"do\": \"wait\", \"timeMs\": 5000}";
  private static final String MOVE =
      """
      {"do": "move", "axis": 0, "positionMm": 300, "velocityMmS": 50, "accelerationMmS2": 500,
       "timeoutMs": 5000}""";

  private Rig rig = new Rig();

  @Test
  void shouldPassTheAxesOutputsOnInEveryCycle() {
    rig.control.reset(77);
    rig.cycles(3);

    for (int axis = 0; axis < 4; axis++) {
      assertEquals(axis + 1.5, PhysOutputIo.AXIS_OUTPUT.commandV().get(rig.view(), axis));
      assertTrue(PhysOutputIo.AXIS_OUTPUT.enable().get(rig.view(), axis));
    }
    assertEquals(rig.nowNs(), controlTimeNs());
    assertEquals(rig.nowNs() - 10, PhysOutputIo.AXIS_OUTPUT.sensorTimeNs().get(rig.view()));
    assertEquals(77, PhysOutputIo.OUTPUT.resetSequence().get(rig.view()));
  }

  @Test
  void shouldPassOldOutputsOnAsTheyAreWithTheirTime() {
    rig.cycles(3);
    long lastNs = rig.nowNs();
    rig.control.die();
    rig.cycles(200);

    assertEquals(lastNs, controlTimeNs());
    assertTrue(
        PhysOutputIo.AXIS_OUTPUT.enable().get(rig.view(), 0),
        "an enable bit that goes off and on again would undo HAL's lock");
    assertEquals(InputState.STALE.code(), PhysOutputIo.INPUT.controlState().get(rig.view()));
  }

  @Test
  void shouldPassNothingNewOnUntilAResetWhenItIsToStop() {
    rig = new Rig(OnStale.STOP);
    rig.cycles(3);
    long lastNs = rig.nowNs();
    loseControl(60);
    regainControl();
    assertEquals(lastNs, controlTimeNs());
    assertEquals(InputState.LATCHED.code(), PhysOutputIo.INPUT.controlState().get(rig.view()));

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET));
    rig.cycle();
    assertEquals(rig.nowNs(), controlTimeNs());
  }

  @Test
  void shouldFaultWhenTheControlUnitIsLostAndNotGoOnByItself() {
    rig.start(MOVE);
    rig.cycles(20);
    loseControl(60);
    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("main[0] (line 3, move): control_state is STALE");
    assertEquals(RequestKind.STOP, rig.request(0));

    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RECIPE_RETRY));
    rig.assertReason("control_state is STALE");
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RECIPE_SKIP));
    regainControl();
    double rested = rig.control.position(0);
    rig.cycles(500);
    assertEquals(RecipeState.FAULT, rig.state());
    assertEquals(rested, rig.control.position(0));

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RECIPE_RETRY));
    rig.until(RecipeState.COMPLETED);
    assertEquals(300, rig.control.position(0));
  }

  @Test
  void shouldFaultWhenTheControlUnitIsRestartedWithinItsAge() {
    rig.start(MOVE);
    rig.cycles(20);
    loseControl(5);
    regainControl();

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("control_state: its module was restarted");
  }

  @Test
  void shouldFaultAlsoWhileItOnlyWaits() {
    rig.start(WAIT);
    loseControl(60);

    assertEquals(RecipeState.FAULT, rig.state());
  }

  @Test
  void shouldFaultWhenHalIsLostAndKeepItsOutputs() {
    rig.start("{\"do\": \"set\", \"target\": \"digitalOut[4]\", \"value\": 1}," + WAIT);
    rig.cycles(3);
    rig.hal.die();
    rig.cycles(60);

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("phys_input_io is STALE");
    assertEquals(16, rig.digitalOut());
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RECIPE_RETRY));
    rig.hal.start();
    regain();
    assertEquals(RecipeState.FAULT, rig.state());
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RECIPE_RETRY));
    assertEquals(RecipeState.RUNNING, rig.state());
  }

  @Test
  void shouldFaultWhenHalIsRestartedWithinItsAge() {
    rig.start(WAIT);
    rig.cycles(10);
    rig.hal.die();
    rig.cycles(2);
    rig.hal.start();
    regain();

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("phys_input_io: its module was restarted");
  }

  @Test
  void shouldDoWithoutHalWhenItWasNotThereFromTheBeginning() {
    rig.hal.die();
    rig.cycles(60);
    rig.start("{\"do\": \"wait\", \"timeMs\": 20}");
    rig.until(RecipeState.COMPLETED);
  }

  @Test
  void shouldPauseWhenItCouldNotBeStoppedAndResumeByCommandOnly() {
    rig.start(MOVE);
    rig.cycles(20);
    rig.liaison.die();
    rig.cycles(60);
    assertEquals(RecipeState.PAUSED, rig.state());
    rig.assertError("commands_config is STALE");
    assertEquals(RequestKind.STOP, rig.request(0));

    rig.liaison.start(rig.nowNs());
    regain();
    rig.cycles(100);
    assertEquals(RecipeState.PAUSED, rig.state());
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RECIPE_RESUME));
    rig.until(RecipeState.COMPLETED);
  }

  @Test
  void shouldNotResumeBeforeAResetWhenItIsToStop() {
    rig = new Rig(OnStale.STOP);
    rig.start(WAIT);
    rig.liaison.die();
    rig.cycles(60);
    rig.liaison.start(rig.nowNs());
    regain();

    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RECIPE_RESUME));
    rig.assertReason("commands_config is LATCHED");
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RECIPE_RESUME));
    assertEquals(RecipeState.RUNNING, rig.state());
  }

  @Test
  void shouldGoOnWithOldValuesWhenItIsToHold() {
    rig = new Rig(OnStale.HOLD);
    rig.start(WAIT);
    rig.hal.die();
    rig.liaison.die();
    rig.cycles(500);

    assertEquals(RecipeState.RUNNING, rig.state());
    assertEquals(InputState.HELD.code(), PhysOutputIo.INPUT.physInputIo().get(rig.view()));
  }

  @Test
  void shouldFaultWhenItsOwnLoopStoodStill() {
    rig.start(WAIT);
    rig.pause(50);
    assertEquals(RecipeState.RUNNING, rig.state());
    rig.pause(51);

    assertEquals(RecipeState.FAULT, rig.state());
    rig.assertError("the loop stood still for 51 ms");
  }

  @Test
  void shouldNotMindAPauseBeforeItWasStarted() {
    rig.cycles(3);
    rig.recipe(WAIT);
    rig.pause(5000);
    rig.liaison.issue(rig.nowNs(), CommandCode.RECIPE_START, "r");
    rig.cycle();

    assertEquals(RecipeState.RUNNING, rig.state());
  }

  @Test
  void shouldNotMindTimeThatGoesBack() {
    rig.start("{\"do\": \"wait\", \"timeMs\": 20}");
    rig.pause(-5);
    rig.cycles(30);

    assertEquals(RecipeState.COMPLETED, rig.state());
  }

  @Test
  void shouldBeIdleAndAskForNothingAfterItsOwnRestart() {
    rig.start(MOVE);
    rig.cycles(20);
    long before = rig.requestSequence(0);

    rig.restart();
    rig.cycles(50);
    assertEquals(RecipeState.IDLE, rig.state());
    assertEquals(0, rig.requestSequence(0));
    assertEquals(RequestKind.NONE, rig.request(0));
    assertEquals(0, rig.digitalOut());

    rig.start(MOVE);
    assertNotEquals(before, rig.requestSequence(0));
    assertTrue(rig.requestSequence(0) > before);
    rig.until(RecipeState.COMPLETED);
  }

  @Test
  void shouldNotDoAgainWhatWasCommandedBeforeItsRestart() {
    rig.start(WAIT);
    rig.cycles(5);
    rig.restart();
    rig.cycles(5);

    assertEquals(RecipeState.IDLE, rig.state());
    assertFalse(PhysOutputIo.ACK.seenSequence().get(rig.view()) == 0);
  }

  private long controlTimeNs() {
    return PhysOutputIo.AXIS_OUTPUT.controlTimeNs().get(rig.view());
  }

  private void loseControl(int ms) {
    rig.control.die();
    rig.cycles(ms);
  }

  private void regainControl() {
    rig.control.start();
    regain();
  }

  private void regain() {
    for (int i = 0; i < 5; i++) {
      rig.cycle();
      rig.attach();
    }
    rig.cycles(2);
  }
}
