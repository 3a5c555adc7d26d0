// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.rig.Hal;
import org.evo.shm.control.rig.Rig;
import org.evo.shm.module.kit.FakeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The axes of axis-sim, moved through all segments in logical time. */
class ClosedLoopTest {

  private static final double TOLERANCE_MM = 0.05;
  private static final double VELOCITY_LIMIT = 300;

  private final Rig rig = Rig.started();

  @Test
  void shouldHoldAnAxisThatIsEnabledWhereItIs() {
    double before = rig.position(0);

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.ENABLE, 0));
    rig.runMs(100);

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertTrue(rig.hal().gate().outputs().isEnabled(0));
    assertTrue(rig.isInPosition(0));
    assertEquals(before, rig.position(0), TOLERANCE_MM);
    assertEquals(AxisMode.DISABLED, rig.mode(1));
  }

  @Test
  void shouldFindTheZero() {
    rig.homed(0);

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertTrue(rig.isHomed(0));
    // The switch is released within one cycle of creeping back, and the axis brakes from there.
    assertEquals(Hal.HOME_MM, rig.position(0), 0.1);
    rig.command(CommandCode.MOVE, 0, Hal.HOME_MM + 0.5);
    rig.runMs(1000);
    assertFalse(AxisStatus.has(status(0), AxisStatus.HOME_SWITCH));
    rig.command(CommandCode.MOVE, 0, Hal.HOME_MM - 0.5);
    rig.runMs(1000);
    assertTrue(AxisStatus.has(status(0), AxisStatus.HOME_SWITCH));
  }

  @Test
  void shouldFindTheZeroAgainFromWhereTheSwitchIsPressed() {
    rig.homed(0);
    rig.command(CommandCode.MOVE, 0, 10);
    assertTrue(rig.reaches(3000, () -> rig.mode(0) == AxisMode.HOLDING));

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.HOME, 0));
    assertFalse(rig.isHomed(0));
    assertTrue(rig.reaches(10_000, () -> rig.mode(0) == AxisMode.HOLDING));

    assertTrue(rig.isHomed(0));
    assertEquals(Hal.HOME_MM, rig.position(0), 0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {200, 5, 495, 20.05})
  void shouldReachItsSetpointsWithoutGoingBeyondThem(double targetMm) {
    rig.homed(0);
    rig.command(CommandCode.MOVE, 0, targetMm);
    double direction = Math.signum(targetMm - Hal.HOME_MM);
    double beyond = 0;
    double error = 0;
    for (int ms = 0; ms < 4000; ms++) {
      rig.runMs(1);
      beyond = Math.max(beyond, (rig.position(0) - targetMm) * direction);
      error = Math.max(error, Math.abs(ControlState.AXIS.followingErrorMm().get(rig.state(), 0)));
      assertTrue(Math.abs(rig.setpointVelocity(0)) <= VELOCITY_LIMIT);
    }

    assertEquals(AxisMode.HOLDING, rig.mode(0), rig.fault(0).name());
    assertTrue(rig.isInPosition(0));
    assertEquals(targetMm, rig.position(0), TOLERANCE_MM);
    assertTrue(beyond <= TOLERANCE_MM, "beyond " + beyond);
    assertTrue(error < 1, "following error " + error);
  }

  @Test
  void shouldMoveAllAxesAtOnce() {
    for (int axis = 0; axis < 4; axis++) {
      rig.homed(axis);
    }
    for (int axis = 0; axis < 4; axis++) {
      rig.command(CommandCode.MOVE, axis, 100 * (axis + 1));
    }
    rig.runMs(3000);

    for (int axis = 0; axis < 4; axis++) {
      assertEquals(100 * (axis + 1), rig.position(axis), TOLERANCE_MM);
    }
  }

  @Test
  void shouldDoWhatARecipeRequestsAndSayWhenItIsDone() {
    rig.homed(0);
    long request = rig.recipe().request(0, RequestKind.MOVE, 150);
    rig.runMs(3);
    assertEquals(request, rig.requestSequence(0));
    assertEquals(CommandResult.ACCEPTED, rig.requestResult(0));
    assertFalse(rig.isInPosition(0));

    assertTrue(rig.reaches(3000, () -> rig.requestResult(0) == CommandResult.DONE));

    assertTrue(rig.isInPosition(0));
    assertEquals(150, rig.position(0), TOLERANCE_MM);
  }

  @Test
  void shouldFindTheZeroForARecipe() {
    rig.enabled(0);
    rig.recipe().request(0, RequestKind.HOME, 0);
    rig.runMs(3);
    assertEquals(AxisMode.HOMING, rig.mode(0));

    assertTrue(rig.reaches(10_000, () -> rig.requestResult(0) == CommandResult.DONE));

    assertTrue(rig.isHomed(0));
    assertEquals(AxisMode.HOLDING, rig.mode(0));
  }

  @Test
  void shouldEnableForARecipeAndSayWhenTheDriveIsOn() {
    rig.recipe().request(0, RequestKind.ENABLE, 0);
    assertTrue(rig.reaches(100, () -> rig.requestResult(0) == CommandResult.ACCEPTED));
    assertEquals(AxisMode.HOLDING, rig.mode(0));

    assertTrue(rig.reaches(100, () -> rig.requestResult(0) == CommandResult.DONE));

    assertTrue(rig.isInPosition(0));
    assertEquals(AxisMode.DISABLED, rig.mode(1));
    rig.recipe().request(0, RequestKind.ENABLE, 0);
    rig.runMs(3);
    assertEquals(CommandResult.DONE, rig.requestResult(0));
  }

  @Test
  void shouldBringAMoveToRestBeforeItSaysThatItIsEnabled() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(500);
    rig.recipe().request(0, RequestKind.ENABLE, 0);
    rig.runMs(3);
    assertEquals(AxisMode.STOPPING, rig.mode(0));

    assertTrue(rig.reaches(1000, () -> rig.requestResult(0) == CommandResult.DONE));

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertTrue(rig.position(0) < 350);
  }

  @Test
  void shouldStopForARecipeAndSayWhenItStands() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(500);
    rig.recipe().request(0, RequestKind.STOP, 0);
    rig.runMs(3);
    assertEquals(AxisMode.STOPPING, rig.mode(0));
    assertEquals(CommandResult.ACCEPTED, rig.requestResult(0));

    assertTrue(rig.reaches(1000, () -> rig.requestResult(0) == CommandResult.DONE));

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertTrue(rig.position(0) < 350);
    rig.recipe().request(0, RequestKind.STOP, 0);
    rig.runMs(3);
    assertEquals(CommandResult.DONE, rig.requestResult(0));
  }

  @Test
  void shouldKeepTheLimitsOfARequest() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE.code(), 60, 50, 100);
    double fastest = 0;
    double steepest = 0;
    while (rig.requestResult(0) != CommandResult.DONE) {
      rig.runMs(1);
      fastest = Math.max(fastest, rig.setpointVelocity(0));
      steepest =
          Math.max(steepest, Math.abs(ControlState.AXIS.accelerationMmPerS2().get(rig.state(), 0)));
    }

    assertEquals(50, fastest, 1e-6);
    assertEquals(100, steepest, 1e-6);
  }

  @Test
  void shouldComeToRestForAVelocityOfZeroAndGoOnWithTheNextRequest() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 200);
    rig.runMs(300);
    rig.recipe().request(0, RequestKind.MOVE.code(), 200, 0, Double.NaN);
    rig.runMs(1000);
    double paused = rig.position(0);
    rig.runMs(100);
    assertEquals(paused, rig.position(0), TOLERANCE_MM);
    assertEquals(AxisMode.MOVING, rig.mode(0));
    assertEquals(CommandResult.ACCEPTED, rig.requestResult(0));
    assertFalse(rig.isInPosition(0));

    rig.recipe().request(0, RequestKind.MOVE, 200);

    assertTrue(rig.reaches(3000, () -> rig.requestResult(0) == CommandResult.DONE));
    assertEquals(200, rig.position(0), TOLERANCE_MM);
  }

  @Test
  void shouldTurnToANewTargetUnderWay() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(500);
    rig.recipe().request(0, RequestKind.MOVE, 50);

    assertTrue(rig.reaches(4000, () -> rig.requestResult(0) == CommandResult.DONE));
    assertEquals(50, rig.position(0), TOLERANCE_MM);
  }

  @Test
  void shouldFailTheRequestThatACommandInterrupts() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);

    rig.command(CommandCode.STOP, 0);

    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    assertTrue(rig.reaches(1000, () -> rig.mode(0) == AxisMode.HOLDING));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    rig.runMs(500);
    double stopped = rig.position(0);
    rig.runMs(500);
    assertEquals(stopped, rig.position(0), TOLERANCE_MM);
  }

  @Test
  void shouldNotLetARecipeTakeAnAxisThatIsMovedByCommand() {
    rig.homed(0);
    rig.command(CommandCode.MOVE, 0, 400);
    rig.recipe().request(0, RequestKind.MOVE, 50);
    rig.runMs(3);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));

    rig.runMs(3000);
    assertEquals(400, rig.position(0), TOLERANCE_MM);
  }

  @ParameterizedTest
  @CsvSource({"1, 1000", "1, NaN", "2, 0", "9, 0"})
  void shouldBringAnAxisToRestWhoseNextRequestCannotBeDone(int kind, double targetMm) {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(500);
    rig.recipe().request(0, kind, targetMm, Double.NaN, Double.NaN);
    rig.runMs(500);

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertTrue(rig.position(0) < 350);
  }

  @ParameterizedTest
  @CsvSource({"-1, NaN", "Infinity, NaN", "NaN, 0", "NaN, -5", "NaN, Infinity"})
  void shouldRefuseLimitsThatAreNone(double velocity, double acceleration) {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE.code(), 100, velocity, acceleration);
    rig.runMs(3);

    assertEquals(CommandResult.INVALID, rig.requestResult(0));
    assertEquals(
        CommandResult.INVALID, rig.command(CommandCode.MOVE, 0, 100, velocity, acceleration));
    assertEquals(AxisMode.HOLDING, rig.mode(0));
  }

  @Test
  void shouldJogUntilItIsToldToStop() {
    rig.homed(0);
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.JOG, 0, 50));
    rig.runMs(1000);
    assertEquals(AxisMode.JOGGING, rig.mode(0));
    assertEquals(50, rig.setpointVelocity(0), 1e-6);
    rig.command(CommandCode.JOG, 0, -20);
    rig.runMs(300);
    assertEquals(-20, rig.setpointVelocity(0), 1e-6);

    rig.command(CommandCode.STOP, 0);

    assertTrue(rig.reaches(500, () -> rig.mode(0) == AxisMode.HOLDING));
  }

  @Test
  void shouldJogNoFurtherThanTheEndOfThePositions() {
    rig.homed(0);
    rig.command(CommandCode.JOG, 0, 300);
    assertTrue(rig.reaches(5000, () -> rig.mode(0) == AxisMode.HOLDING));
    rig.runMs(300);

    assertEquals(495, rig.position(0), TOLERANCE_MM);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.JOG, 0, 10));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.JOG, 0, -10));
  }

  @Test
  void shouldJogToTheEndSwitchWhileTheZeroIsNotKnown() {
    rig.enabled(0);
    rig.command(CommandCode.JOG, 0, 100);
    assertTrue(rig.reaches(10_000, () -> rig.mode(0) == AxisMode.HOLDING));
    rig.runMs(300);

    assertTrue(AxisStatus.has(status(0), AxisStatus.LIMIT_POSITIVE));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.JOG, 0, 10));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.JOG, 0, -50));
    rig.runMs(1000);
    assertFalse(AxisStatus.has(status(0), AxisStatus.LIMIT_POSITIVE));
  }

  @Test
  void shouldStopJoggingForAVelocityOfZero() {
    rig.enabled(0);
    rig.command(CommandCode.JOG, 0, 50);
    rig.command(CommandCode.JOG, 0, 0);

    assertTrue(rig.reaches(500, () -> rig.mode(0) == AxisMode.HOLDING));
    assertEquals(CommandResult.INVALID, rig.command(CommandCode.JOG, 0, Double.NaN));
  }

  @Test
  void shouldSwitchTheDriveOffWhenItIsDisabled() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.DISABLE, 0));
    rig.runMs(500);

    assertEquals(AxisMode.DISABLED, rig.mode(0));
    assertFalse(rig.hal().gate().outputs().isEnabled(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    assertTrue(rig.isHomed(0));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.ENABLE, 0));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.MOVE, 0, 100));
    rig.runMs(3000);
    assertEquals(100, rig.position(0), TOLERANCE_MM);
  }

  @Test
  void shouldNotEnableADriveThatIsStillGoingOff() {
    rig.enabled(0);
    rig.liaison().send(CommandCode.DISABLE, 0);
    long enable = rig.liaison().send(CommandCode.ENABLE, 0);
    rig.runMs(3);

    assertEquals(CommandResult.NOT_POSSIBLE, rig.answer(enable));
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  @Test
  void shouldStartAMotionThatIsAskedForBeforeTheDriveIsOn() {
    rig.homed(0);
    rig.command(CommandCode.DISABLE, 0);
    rig.runMs(100);
    rig.liaison().send(CommandCode.ENABLE, 0);
    long move = rig.liaison().send(CommandCode.MOVE, 0, 60);
    rig.runMs(3);
    assertEquals(CommandResult.ACCEPTED, rig.answer(move));

    rig.runMs(2000);
    assertEquals(60, rig.position(0), TOLERANCE_MM);
  }

  @ParameterizedTest
  @EnumSource(names = {"HOME", "MOVE", "JOG"})
  void shouldNotMoveWhatIsNotEnabled(CommandCode code) {
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(code, 0, 50));
    assertEquals("axis 0 is disabled", rig.reason());

    rig.recipe().request(0, RequestKind.MOVE, 50);
    rig.runMs(3);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  @Test
  void shouldNotGoToPositionsBeforeTheZeroIsKnown() {
    rig.enabled(0);

    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.MOVE, 0, 50));
    assertEquals("axis 0 is not homed", rig.reason());
  }

  @ParameterizedTest
  @ValueSource(doubles = {4.9, 495.1, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
  void shouldRefusePositionsOutOfLimits(double targetMm) {
    rig.homed(0);

    assertEquals(CommandResult.INVALID, rig.command(CommandCode.MOVE, 0, targetMm));
    assertTrue(rig.reason().contains("not possible"), rig.reason());
    assertEquals(AxisMode.HOLDING, rig.mode(0));
  }

  @Test
  void shouldNotDoOtherThingsWhileItLooksForTheZero() {
    rig.enabled(0);
    rig.command(CommandCode.HOME, 0);

    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.JOG, 0, 50));
    assertEquals("axis 0 is homing", rig.reason());
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.STOP, 0));
    assertTrue(rig.reaches(500, () -> rig.mode(0) == AxisMode.HOLDING));
    assertFalse(rig.isHomed(0));
  }

  @Test
  void shouldRefuseAxesThatThereAreNot() {
    assertEquals(CommandResult.INVALID, rig.command(CommandCode.ENABLE, 4));
    assertEquals("axis 4 is not possible, choose 0 to 3", rig.reason());
    assertEquals(CommandResult.INVALID, rig.command(CommandCode.STOP, 255));
  }

  @Test
  void shouldNotTakeCommandsForOthers() {
    assertEquals(CommandResult.NONE, rig.command(CommandCode.RECIPE_START, 0));
  }

  @Test
  void shouldAnswerSeveralCommandsOfOneCycle() {
    long first = rig.liaison().send(CommandCode.ENABLE, 0);
    long second = rig.liaison().send(CommandCode.MOVE, 1, 5);
    long third = rig.liaison().send(CommandCode.ENABLE, 2);
    rig.runMs(3);

    assertEquals(CommandResult.ACCEPTED, rig.answer(first));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.answer(second));
    assertEquals(CommandResult.ACCEPTED, rig.answer(third));
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 40})
  void shouldGoOnAfterAShortPauseOfItsLoop(long ms) {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(600);
    rig.pauseControl(ms);
    rig.runMs(1);
    assertEquals(0, ControlState.AXIS.followingErrorMm().get(rig.state(), 0), 1);
    assertEquals(AxisMode.MOVING, rig.mode(0));

    assertTrue(rig.reaches(3000, () -> rig.requestResult(0) == CommandResult.DONE));
  }

  @Test
  void shouldFaultAfterAPauseOfItsLoopThatIsTooLong() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(600);
    rig.pauseControl(200);
    rig.runMs(5);

    assertEquals(AxisMode.FAULT, rig.mode(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {250, 500, 2000, 10_000})
  void shouldReachItsSetpointsAtOtherRatesToo(int cycleHz) {
    Rig other =
        Rig.started(
            FakeConfig.of(ControlConfig.class)
                .with("cycleHz", cycleHz)
                .withList("axis.kp", "0.5")
                .withList("axis.ki", "5")
                .withList("axis.kd", "0.01")
                .withList("axis.velocityFeedforward", "0.02"));
    other.homed(0);
    other.command(CommandCode.MOVE, 0, 150);
    other.runMs(20);

    assertTrue(
        other.reaches(8000, () -> other.mode(0) == AxisMode.HOLDING),
        () -> other.mode(0) + " " + other.fault(0) + " at " + other.position(0));
    assertEquals(150, other.position(0), TOLERANCE_MM);
  }

  @Test
  void shouldNotEnableAnAxisThatIsNotThere() {
    rig.kill("hal");
    rig.startHal(1);
    rig.runMs(100);

    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.ENABLE, 1));
    assertEquals("axis 1 has no sensors", rig.reason());
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.ENABLE, 0));
  }

  @Test
  void shouldDoTheSameEveryTime() {
    Rig again = Rig.started();
    for (Rig one : new Rig[] {rig, again}) {
      one.homed(0);
      one.command(CommandCode.MOVE, 0, 123);
      one.runMs(400);
    }

    assertEquals(rig.position(0), again.position(0));
    assertEquals(rig.setpointVelocity(0), again.setpointVelocity(0));
  }

  private long status(int axis) {
    return ControlState.AXIS.status().get(rig.state(), axis);
  }
}
