// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes move simulated axes through all segments, and each module dies while they do. */
class ClosedLoopTest {

  private static final String THERE_AND_BACK =
      """
      {"format": 1, "variables": {"far": 0, "near": 0},
       "main": [
         {"do": "loop", "count": 2, "steps": [
           {"do": "move", "axis": 0, "positionMm": 150, "velocityMmS": 250,
            "accelerationMmS2": 1500, "timeoutMs": 5000},
           {"do": "set", "target": "digitalOut[3]", "value": 1},
           {"do": "await", "condition": {"left": "digitalIn[3]", "op": "==", "right": 1},
            "timeoutMs": 100},
           {"do": "read", "signal": "axis[0].position", "into": "far"},
           {"do": "move", "axis": 0, "positionMm": 50, "velocityMmS": 250,
            "accelerationMmS2": 1500, "timeoutMs": 5000},
           {"do": "read", "signal": "axis[0].position", "into": "near"},
           {"do": "set", "target": "digitalOut[3]", "value": 0}
         ]},
         {"do": "set", "target": "analogOut[0]", "value": {"left": "far", "op": "/", "right": 100}},
         {"do": "set", "target": "analogOut[1]", "value": {"left": "near", "op": "/", "right": 100}}
       ]}
      """;

  @TempDir private Path recipes;
  private Loop loop;

  @BeforeEach
  void start() throws IOException {
    Files.writeString(recipes.resolve("r.json"), THERE_AND_BACK);
    loop = new Loop(recipes);
    loop.home(0);
  }

  @Test
  void shouldMoveThereAndBack() {
    assertEquals(CommandResult.ACCEPTED, loop.command(CommandCode.RECIPE_START, "r"));
    loop.reach(10_000, () -> loop.state() == RecipeState.COMPLETED);

    assertEquals(1.5, PhysOutputIo.OUTPUT.analogOutV().get(loop.outputs(), 0), 0.001);
    assertEquals(0.5, PhysOutputIo.OUTPUT.analogOutV().get(loop.outputs(), 1), 0.001);
    assertEquals(50, loop.positionMm(0), 0.1);
    assertEquals(AxisMode.HOLDING, loop.mode(0));
    assertEquals(0, PhysInputIo.ACTUATOR.safeReason().get(loop.inputs()));
  }

  @Test
  void shouldEnableAndHomeByItselfWhatItMoves() throws IOException {
    Files.writeString(
        recipes.resolve("r.json"),
        THERE_AND_BACK.replace(
            "\"main\": [",
            """
            "main": [
              {"do": "enable", "axis": 0, "timeoutMs": 1000},
              {"do": "home", "axis": 0, "timeoutMs": 30000},
            """));
    loop = new Loop(recipes);
    assertEquals(AxisMode.DISABLED, loop.mode(0));

    assertEquals(CommandResult.ACCEPTED, loop.command(CommandCode.RECIPE_START, "r"));
    loop.reach(20_000, () -> loop.state() == RecipeState.COMPLETED);

    assertTrue(loop.isHomed(0));
    assertEquals(50, loop.positionMm(0), 0.1);
    assertEquals(AxisMode.DISABLED, loop.mode(1));
  }

  @Test
  void shouldPauseOnItsWayAndGoOn() {
    startAndMove();
    loop.command(CommandCode.RECIPE_PAUSE, "");
    loop.runMs(500);
    double rested = loop.encoderMm(0);
    loop.runMs(1000);
    assertEquals(rested, loop.encoderMm(0), 0.05);

    loop.command(CommandCode.RECIPE_RESUME, "");
    loop.reach(10_000, () -> loop.state() == RecipeState.COMPLETED);
    assertEquals(50, loop.positionMm(0), 0.1);
  }

  @Test
  void shouldComeToRestWhenItIsStopped() {
    startAndMove();
    loop.command(CommandCode.RECIPE_STOP, "");
    assertEquals(RecipeState.STOPPING, loop.state());
    loop.reach(2000, () -> loop.state() == RecipeState.STOPPED);

    assertEquals(AxisMode.HOLDING, loop.mode(0));
    assertStands();
  }

  @Test
  void shouldNotGoOnByItselfWhenTheControlUnitComesBack() {
    startAndMove();
    loop.killControl();
    loop.runMs(100);
    assertEquals(RecipeState.FAULT, loop.state());
    assertFalse(loop.isDriven(0));
    loop.startControl();
    loop.runMs(2000);

    assertEquals(RecipeState.FAULT, loop.state());
    assertFalse(loop.isDriven(0));
    assertStands();
    goOnByCommand();
  }

  @Test
  void shouldNotGoOnByItselfWhenHalComesBack() {
    startAndMove();
    loop.killHal();
    loop.runMs(100);
    assertEquals(RecipeState.FAULT, loop.state());
    loop.startHal();
    loop.runMs(2000);

    assertEquals(RecipeState.FAULT, loop.state());
    assertFalse(loop.isDriven(0));
    assertStands();
    goOnByCommand();
  }

  @Test
  void shouldNotGoOnByItselfWhenTheExecutorComesBack() {
    startAndMove();
    loop.reach(5000, () -> loop.digitalOut() == 8);
    loop.killRecipe();
    loop.runMs(100);
    assertFalse(loop.isDriven(0));
    assertEquals(0, loop.digitalOut());
    loop.startRecipe();
    loop.runMs(2000);

    assertEquals(RecipeState.IDLE, loop.state());
    assertFalse(loop.isDriven(0));
    assertEquals(0, loop.digitalOut());
    assertStands();
    loop.resetAndHome(0);
    shouldMoveThereAndBack();
  }

  @Test
  void shouldNotGoOnAfterAnEmergencyStop() {
    startAndMove();
    loop.command(CommandCode.EMERGENCY_STOP, "");
    loop.runMs(500);
    assertEquals(RecipeState.ABORTED, loop.state());
    assertFalse(loop.isDriven(0));
    assertEquals(CommandResult.NOT_POSSIBLE, loop.command(CommandCode.RECIPE_START, "r"));

    loop.resetAndHome(0);
    assertEquals(RecipeState.ABORTED, loop.state());
    shouldMoveThereAndBack();
  }

  @Test
  void shouldFailAMoveOfAnAxisThatIsNotEnabled() {
    loop.command(CommandCode.EMERGENCY_STOP, "");
    loop.command(CommandCode.RESET, "");
    loop.runMs(100);
    loop.command(CommandCode.RECIPE_START, "r");
    loop.reach(100, () -> loop.state() == RecipeState.FAULT);

    assertTrue(
        loop.error().contains("axis 0: the move is NOT_POSSIBLE, the axis is DISABLED"),
        loop.error());
  }

  private void startAndMove() {
    loop.command(CommandCode.RECIPE_START, "r");
    loop.runMs(200);
    assertEquals(RecipeState.RUNNING, loop.state(), loop::toString);
    assertEquals(AxisMode.MOVING, loop.mode(0));
  }

  private void goOnByCommand() {
    loop.resetAndHome(0);
    assertEquals(RecipeState.FAULT, loop.state());
    assertEquals(CommandResult.ACCEPTED, loop.command(CommandCode.RECIPE_RETRY, ""));
    loop.reach(10_000, () -> loop.state() == RecipeState.COMPLETED);
    assertEquals(50, loop.positionMm(0), 0.1);
  }

  private void assertStands() {
    double before = loop.encoderMm(0);
    loop.runMs(500);
    assertEquals(before, loop.encoderMm(0), 0.05);
  }
}
