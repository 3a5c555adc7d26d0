// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.InputState;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.rig.Rig;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.kit.FakeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each input is too old while an axis moves. The other modules go on: only what we read stops. */
class LostInputsTest {

  private static final long LONG_MS = 2 * Rig.MAX_AGE_MS;

  private Rig rig;

  @Test
  void shouldNotMindAPauseThatIsShort() {
    moveByRequest("sensors", "safe");
    rig.hal().silence(true);
    rig.liaison().silence(true);
    rig.runMs(20);
    rig.hal().silence(false);
    rig.liaison().silence(false);
    rig.runMs(3000);

    assertEquals(CommandResult.DONE, rig.requestResult(0));
    assertEquals(ModuleState.RUNNING, rig.control().status().state());
  }

  @ParameterizedTest
  @ValueSource(strings = {"safe", "stop"})
  void shouldSwitchTheDriveOffWithoutSensors(String onStale) {
    rig = started("sensors", onStale);
    rig.homed(0);
    // So slowly that it is not the following error that comes first.
    rig.recipe().request(0, RequestKind.MOVE.code(), 400, 50, Double.NaN);
    rig.runMs(300);
    rig.hal().silence(true);
    rig.runMs(LONG_MS);

    assertEquals(AxisFault.SENSOR_LOST, rig.fault(0));
    assertTrue(Double.isNaN(rig.position(0)));
    assertFalse(rig.hal().gate().outputs().isEnabled(0));
    assertEquals(ModuleFault.INPUT_LOST, rig.control().status().fault());
    assertEquals(0, ControlState.INPUT.sensorTimeNs().get(rig.state()));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.RESET, 0));
    assertEquals("axis 0 still has SENSOR_LOST", rig.reason());

    rig.hal().silence(false);
    rig.runMs(LONG_MS);
    assertEquals(AxisMode.FAULT, rig.mode(0));
    assertTrue(rig.isHomed(0));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET, 0));
    rig.enabled(0);
    rig.command(CommandCode.MOVE, 0, 100);
    rig.runMs(3000);
    assertEquals(100, rig.position(0), 0.05);
  }

  @Test
  void shouldEnableNothingAfterItLostItsSensorsUntilAResetWhenItIsToStop() {
    rig = started("sensors", "stop");
    rig.hal().silence(true);
    rig.runMs(LONG_MS);
    rig.hal().silence(false);
    rig.runMs(LONG_MS);

    assertEquals(InputState.LATCHED.code(), ControlState.INPUT.physInputIo().get(rig.state()));
    assertEquals(ModuleFault.RESET_NEEDED, rig.control().status().fault());
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.ENABLE, 0));
    rig.command(CommandCode.RESET, 0);
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.ENABLE, 0));
  }

  @Test
  void shouldEnableAgainByItselfAfterItLostItsSensorsWhileNothingWasOn() {
    rig = started("sensors", "safe");
    rig.hal().silence(true);
    rig.runMs(LONG_MS);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.ENABLE, 0));
    assertEquals("axis 0 has no sensors", rig.reason());
    rig.hal().silence(false);
    rig.runMs(LONG_MS);

    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.ENABLE, 0));
  }

  @Test
  void shouldComeToRestWithoutCommandsAndNotGoOnByItself() {
    moveByRequest("commands", "safe");
    rig.liaison().silence(true);
    rig.runMs(LONG_MS);
    assertEquals(AxisMode.STOPPING, rig.mode(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(500);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));
    double stopped = rig.position(0);

    rig.liaison().silence(false);
    rig.runMs(1000);

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertEquals(stopped, rig.position(0), 0.05);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(3000);
    assertEquals(CommandResult.DONE, rig.requestResult(0));
  }

  @Test
  void shouldComeToRestWithoutCommandsWhileItLooksForTheZero() {
    rig = started("commands", "safe");
    rig.enabled(0);
    rig.command(CommandCode.HOME, 0);
    rig.liaison().silence(true);
    rig.runMs(1000);

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertFalse(rig.isHomed(0));
  }

  @Test
  void shouldTakeNothingButStopsAndResetsAfterItLostItsCommandsWhenItIsToStop() {
    moveByRequest("commands", "stop");
    rig.liaison().silence(true);
    rig.runMs(LONG_MS);
    rig.liaison().silence(false);
    rig.runMs(1000);

    assertEquals(InputState.LATCHED.code(), ControlState.INPUT.commandsConfig().get(rig.state()));
    assertEquals(CommandResult.NOT_POSSIBLE, rig.command(CommandCode.MOVE, 0, 100));
    assertEquals("commands were lost: reset first", rig.reason());
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.STOP, 0));
    rig.recipe().request(0, RequestKind.MOVE, 100);
    rig.runMs(5);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));

    rig.command(CommandCode.RESET, 0);
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.MOVE, 0, 100));
  }

  @Test
  void shouldGoOnWithoutCommandsWhenItIsToHold() {
    moveByRequest("commands", "hold");
    rig.liaison().silence(true);
    rig.runMs(3000);

    assertEquals(CommandResult.DONE, rig.requestResult(0));
    assertEquals(ModuleFault.INPUT_LOST, rig.control().status().fault());
  }

  @ParameterizedTest
  @ValueSource(strings = {"safe", "stop"})
  void shouldSwitchTheDriveOffWhenWhoeverAskedHasGone(String onStale) {
    // HAL holds on for longer than we do, so that it is not the drive that goes first.
    moveByRequest("requests", onStale, 20);
    rig.recipe().silence(true);
    rig.runMs(30);

    assertEquals(AxisFault.REQUEST_LOST, rig.fault(0));
    rig.recipe().silence(false);
    rig.runMs(LONG_MS);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(5);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));
    rig.command(CommandCode.RESET, 0);
    rig.enabled(0);
    double before = rig.position(0);
    rig.runMs(500);
    assertEquals(before, rig.position(0), 0.05);
    rig.recipe().request(0, RequestKind.MOVE, 100);
    assertTrue(rig.reaches(3000, () -> rig.requestResult(0) == CommandResult.DONE));
  }

  @Test
  void shouldGoOnWithARequestWhenItIsToHold() {
    moveByRequest("requests", "hold", 20);
    rig.recipe().silence(true);
    rig.runMs(40);
    assertEquals(AxisMode.MOVING, rig.mode(0));
    rig.recipe().silence(false);
    rig.runMs(3000);

    assertEquals(CommandResult.DONE, rig.requestResult(0));
  }

  @Test
  void shouldTakeNoRequestAfterTheyWereLostUntilAResetWhenItIsToStop() {
    rig = started("requests", "stop");
    rig.homed(0);
    rig.command(CommandCode.DISABLE, 0);
    rig.recipe().silence(true);
    rig.runMs(LONG_MS);
    rig.recipe().silence(false);
    rig.runMs(LONG_MS);
    rig.enabled(0);

    rig.recipe().request(0, RequestKind.MOVE, 100);
    rig.runMs(5);
    assertEquals(CommandResult.NOT_POSSIBLE, rig.requestResult(0));
    rig.command(CommandCode.RESET, 0);
    rig.runMs(500);
    assertEquals(AxisMode.HOLDING, rig.mode(0));
    rig.recipe().request(0, RequestKind.MOVE, 100);
    rig.runMs(5);
    assertEquals(CommandResult.ACCEPTED, rig.requestResult(0));
  }

  private void moveByRequest(String input, String onStale) {
    moveByRequest(input, onStale, Rig.MAX_AGE_MS);
  }

  private void moveByRequest(String input, String onStale, long maxAgeMs) {
    rig = Rig.started(config(input, onStale).with(input + ".maxAgeMs", maxAgeMs));
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);
    assertEquals(AxisMode.MOVING, rig.mode(0));
  }

  private static Rig started(String input, String onStale) {
    return Rig.started(config(input, onStale));
  }

  private static FakeConfig<ControlConfig> config(String input, String onStale) {
    return FakeConfig.of(ControlConfig.class)
        .with(input + ".onStale", onStale)
        .with(input + ".maxAgeMs", Rig.MAX_AGE_MS);
  }
}
