// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.rig.Rig;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with an axis, and how it is taken back. */
class AxisFaultsTest {

  private static final FakeConfig<ControlConfig> DEFAULTS = FakeConfig.of(ControlConfig.class);

  @Test
  void shouldFaultWhenTheAxisDoesNotFollow() {
    Rig rig = Rig.started(DEFAULTS.withList("axis.outputLimitV", "0.2"));
    rig.enabled(0);
    rig.command(CommandCode.JOG, 0, 100);

    assertTrue(rig.reaches(500, () -> rig.mode(0) == AxisMode.FAULT));

    assertFaulted(rig, AxisFault.FOLLOWING_ERROR);
  }

  @Test
  void shouldTolerateAFollowingErrorForTheTimeThatIsConfigured() {
    Rig rig =
        Rig.started(
            DEFAULTS.withList("axis.outputLimitV", "0.2").with("axis.followingErrorMs", 2000L));
    rig.enabled(0);
    rig.command(CommandCode.JOG, 0, 100);
    rig.runMs(1500);
    assertEquals(AxisMode.JOGGING, rig.mode(0));

    assertTrue(rig.reaches(1000, () -> rig.mode(0) == AxisMode.FAULT));
  }

  @Test
  void shouldFaultAtAnEndSwitchOnTheWayToATarget() {
    // The zero is believed to be elsewhere, so that targets within the limits are beyond the end.
    Rig rig = Rig.started(DEFAULTS.withList("homing.positionMm", "-100"));
    rig.homed(0);
    rig.command(CommandCode.MOVE, 0, 490);

    assertTrue(rig.reaches(4000, () -> rig.mode(0) == AxisMode.FAULT));

    assertFaulted(rig, AxisFault.LIMIT_SWITCH);
    rig.command(CommandCode.RESET, 0);
    rig.runMs(100);
    rig.enabled(0);
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.MOVE, 0, 100));
    rig.runMs(3000);
    assertEquals(100, rig.position(0), 0.05);
  }

  @Test
  void shouldFaultWhenTheDriveDoesNotGoOn() {
    Rig rig = Rig.started();
    rig.recipe().silence(true);
    rig.liaison().send(CommandCode.ENABLE, 0);
    rig.runMs(60);

    assertTrue(rig.reaches(300, () -> rig.mode(0) == AxisMode.FAULT));

    assertEquals(AxisFault.DRIVE_OFF, rig.fault(0));
    assertEquals(0, rig.position(0), 0.05);
  }

  @Test
  void shouldFaultWhenTheDriveGoesOffByItself() {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.command(CommandCode.MOVE, 0, 400);
    rig.runMs(300);

    rig.kill("recipe");
    rig.runMs(60);

    assertFaulted(rig, AxisFault.DRIVE_OFF);
    assertFalse(rig.hal().gate().outputs().isEnabled(0));
  }

  @Test
  void shouldNotEnableADriveThatIsNotReady() {
    Rig rig = Rig.started();
    rig.kill("recipe");
    rig.runMs(60);

    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.ENABLE, 0));
    assertEquals("axis 0 has no drive that is ready", rig.reason());
  }

  @Test
  void shouldNotEnableForARecipeWhatHasFaultedOrHasNoDrive() {
    Rig rig = Rig.started();
    rig.command(CommandCode.EMERGENCY_STOP, 0);
    rig.recipe().request(0, RequestKind.ENABLE, 0);
    rig.runMs(3);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));
    assertEquals(AxisMode.FAULT, rig.mode(0));

    rig.command(CommandCode.RESET, 0);
    rig.runMs(50);
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  @Test
  void shouldFailToFindAZeroThatIsTooFar() {
    Rig rig = Rig.started(DEFAULTS.with("homing.timeoutMs", 500L));
    rig.enabled(0);
    rig.recipe().request(0, RequestKind.HOME, 0);

    assertTrue(rig.reaches(1000, () -> rig.mode(0) == AxisMode.FAULT));

    assertFaulted(rig, AxisFault.HOMING_FAILED);
    assertFalse(rig.isHomed(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
  }

  @Test
  void shouldFailToFindAZeroAtTheWrongEnd() {
    Rig rig = Rig.started(DEFAULTS.withList("homing.velocityMmPerS", "200"));
    rig.enabled(0);
    rig.command(CommandCode.HOME, 0);

    assertTrue(rig.reaches(5000, () -> rig.mode(0) == AxisMode.FAULT));

    assertFaulted(rig, AxisFault.HOMING_FAILED);
  }

  @Test
  void shouldFaultAndForgetItsZeroWhenTheEncoderCountsAnew() {
    Rig rig = Rig.started();
    rig.homed(0);

    rig.kill("hal");
    rig.startHal();
    rig.runMs(5);

    assertEquals(AxisMode.FAULT, rig.mode(0));
    assertFalse(rig.isHomed(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLatchTheEmergencyStopOfACommandOrALevel(boolean level) {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.command(CommandCode.MOVE, 0, 400);
    rig.runMs(300);

    if (level) {
      rig.liaison().emergencyStop(true, "door open");
    } else {
      rig.liaison().send(CommandCode.EMERGENCY_STOP, 0, "door open");
    }
    rig.runMs(2);

    assertTrue(rig.isStopped());
    assertEquals("door open", rig.stopReason());
    for (int axis = 0; axis < 4; axis++) {
      assertEquals(AxisFault.EMERGENCY_STOP, rig.fault(axis));
    }
    assertEquals(ModuleFault.EMERGENCY_STOP, rig.control().status().fault());
    rig.runMs(2);
    assertFalse(rig.hal().gate().outputs().isEnabled(0));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.ENABLE, 0));
    assertEquals("axis 0 has faulted: EMERGENCY_STOP", rig.reason());
  }

  @Test
  void shouldNotResetTheEmergencyStopWhileItIsAskedFor() {
    Rig rig = Rig.started();
    rig.liaison().emergencyStop(true, "");
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RESET, 0));
    assertTrue(rig.isStopped());
    assertEquals("commanded", rig.stopReason());

    rig.liaison().emergencyStop(false, "");
    rig.runMs(100);
    assertTrue(rig.isStopped());
    assertEquals(AxisMode.FAULT, rig.mode(0));

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET, 0));
    assertFalse(rig.isStopped());
    assertEquals("", rig.stopReason());
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  @Test
  void shouldStopForALevelThatOutlivesItsSender() {
    Rig rig = Rig.started();
    rig.liaison().emergencyStop(true, "");
    rig.runMs(2);
    rig.kill("liaison");
    rig.runMs(1000);

    assertTrue(rig.isStopped());
  }

  @Test
  void shouldGiveEachResetANumberThatGrows() {
    Rig rig = Rig.started();
    assertEquals(0, rig.resetSequence());
    rig.command(CommandCode.EMERGENCY_STOP, 0);
    assertEquals(0, rig.resetSequence());

    rig.command(CommandCode.RESET, 0);
    long first = rig.resetSequence();
    assertTrue(first > 0);
    rig.command(CommandCode.RESET, 0);
    assertTrue(rig.resetSequence() > first);
  }

  @Test
  void shouldNotMoveAfterAReset() {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);
    rig.command(CommandCode.EMERGENCY_STOP, 0);
    rig.runMs(500);
    double stopped = rig.position(0);

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET, 0));
    rig.runMs(1000);

    assertEquals(AxisMode.DISABLED, rig.mode(0));
    assertEquals(stopped, rig.position(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    rig.enabled(0);
    rig.runMs(1000);
    assertEquals(stopped, rig.position(0), 0.05);
  }

  @Test
  void shouldStopWhatMovesWhenCommandsWereLost() {
    Rig rig = Rig.started();
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);
    for (int i = 0; i < 20; i++) {
      rig.liaison().send(CommandCode.DISABLE, 1);
    }
    rig.runMs(3);

    assertEquals(AxisMode.STOPPING, rig.mode(0));
    assertEquals(4, rig.lostCommands());
    assertEquals(ModuleFault.COMMANDS_LOST, rig.control().status().fault());
    rig.command(CommandCode.RESET, 0);
    assertEquals(ModuleState.RUNNING, rig.control().status().state());
  }

  @Test
  void shouldNotDoCommandsThatAreTooOldUnlessTheyStop() {
    Rig rig = Rig.started();
    rig.enabled(0);
    long enable = rig.liaison().send(CommandCode.ENABLE, 1);
    long disable = rig.liaison().send(CommandCode.DISABLE, 0);
    rig.liaison().silence(true);
    rig.runMs(1100);
    rig.liaison().silence(false);
    rig.runMs(3);

    assertEquals(CommandResult.EXPIRED, rig.answer(enable));
    assertEquals(CommandResult.ACCEPTED, rig.answer(disable));
    assertEquals(AxisMode.DISABLED, rig.mode(0));
  }

  private static void assertFaulted(Rig rig, AxisFault fault) {
    assertEquals(AxisMode.FAULT, rig.mode(0));
    assertEquals(fault, rig.fault(0));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.ENABLE, 0));
    assertEquals("axis 0 has faulted: " + fault, rig.reason());
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.DISABLE, 0));
    assertEquals(AxisMode.FAULT, rig.mode(0));
  }
}
