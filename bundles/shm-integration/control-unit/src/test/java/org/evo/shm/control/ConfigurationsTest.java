// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.control.rig.Rig;
import org.evo.shm.module.kit.FakeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration of the container and that of commands_config, while axes move. */
class ConfigurationsTest {

  private static final FakeConfig<ControlConfig> DEFAULTS = FakeConfig.of(ControlConfig.class);

  private final Rig rig = Rig.started();

  @Test
  void shouldGoOnMovingWithOtherGains() {
    moving();

    rig.configure(DEFAULTS.withList("axis.kp", "1.5").withList("axis.ki", "20"));
    rig.runMs(2);
    assertEquals(AxisMode.MOVING, rig.mode(0));
    assertEquals(1.5, parameter(Parameter.KP, 0));

    assertTrue(rig.reaches(4000, () -> rig.requestResult(0) == CommandResult.DONE));
  }

  @Test
  void shouldGoOnMovingAtAnotherRate() {
    moving();

    rig.configure(DEFAULTS.with("cycleHz", 500));
    rig.runMs(3);

    assertEquals(500, ControlState.CYCLE.rateHz().get(rig.state()));
    assertTrue(rig.reaches(4000, () -> rig.requestResult(0) == CommandResult.DONE));
  }

  @Test
  void shouldGoOnWithTheOldConfigurationWhenTheNewOneIsWrong() {
    moving();

    rig.configure(DEFAULTS.withList("axis.kp", "-1").withList("axis.ki", "1"));
    rig.runMs(2);

    assertTrue(isRejected());
    assertTrue(rig.control().status().text().contains("axis.kp"));
    assertEquals(50, parameter(Parameter.KI, 0));
    assertEquals(AxisMode.MOVING, rig.mode(0));
    rig.configure(DEFAULTS);
    rig.runMs(2);
    assertFalse(isRejected());
  }

  @Test
  void shouldBrakeWhenTheTargetIsOutOfTheNewLimits() {
    moving();

    rig.configure(DEFAULTS.withList("axis.positionMaxMm", "300"));
    rig.runMs(500);

    assertEquals(AxisMode.HOLDING, rig.mode(0));
    assertEquals(CommandResult.FAILED, rig.requestResult(0));
    assertTrue(rig.position(0) < 300);
  }

  @Test
  void shouldTakeWhatCommandsConfigAsksFor() {
    rig.liaison().ask(Parameter.KP, 1, 3).ask(Parameter.VELOCITY_LIMIT, 1, 77);
    long revision = rig.liaison().revise();
    rig.runMs(3);

    assertEquals(revision, revision());
    assertEquals(3, parameter(Parameter.KP, 1));
    assertEquals(77, parameter(Parameter.VELOCITY_LIMIT, 1));
    assertEquals(50, parameter(Parameter.KI, 1));
    assertEquals(2, parameter(Parameter.KP, 0));
  }

  @Test
  void shouldNotTakeItBeforeTheRevisionChanges() {
    rig.liaison().ask(Parameter.KP, 1, 3);
    rig.runMs(10);

    assertEquals(0, revision());
    assertEquals(2, parameter(Parameter.KP, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "KP, -1",
    "KI, 1e9",
    "KD, -0.1",
    "VELOCITY_FEEDFORWARD, Infinity",
    "OUTPUT_LIMIT, 11",
    "OUTPUT_LIMIT, 0",
    "FOLLOWING_ERROR_LIMIT, 0",
    "VELOCITY_LIMIT, -5",
    "ACCELERATION_LIMIT, 0",
    "POSITION_MIN, 495",
    "POSITION_MAX, -1e7"
  })
  void shouldRefuseAWrongRevisionAsAWhole(Parameter parameter, double value) {
    rig.liaison().ask(Parameter.KP, 2, 3);
    rig.liaison().revise();
    rig.runMs(3);

    rig.liaison().ask(Parameter.KI, 0, 7).ask(parameter, 3, value);
    rig.liaison().revise();
    rig.runMs(3);

    assertTrue(isRejected());
    assertEquals(1, revision());
    assertEquals(50, parameter(Parameter.KI, 0));
    assertEquals(3, parameter(Parameter.KP, 2));
    assertTrue(
        rig.control().status().text().contains("axis." + parameter.option()),
        rig.control().status().text());
    rig.liaison().ask(parameter, 3, Double.NaN);
    rig.liaison().revise();
    rig.runMs(3);
    assertFalse(isRejected());
    assertEquals(3, revision());
    assertEquals(7, parameter(Parameter.KI, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 100.1, Double.POSITIVE_INFINITY})
  void shouldRefuseAnOverrideOutOfLimits(double percent) {
    rig.liaison().override(percent);
    rig.liaison().revise();
    rig.runMs(3);

    assertTrue(isRejected());
    assertEquals(0, revision());
  }

  @Test
  void shouldMoveMoreSlowlyAndStandStillByTheOverride() {
    moving();
    rig.liaison().override(20);
    rig.liaison().revise();
    rig.runMs(300);
    assertEquals(60, rig.setpointVelocity(0), 1e-6);

    rig.liaison().override(0);
    rig.liaison().revise();
    rig.runMs(300);
    assertEquals(0, rig.setpointVelocity(0));
    assertEquals(AxisMode.MOVING, rig.mode(0));

    rig.liaison().override(100);
    rig.liaison().revise();
    assertTrue(rig.reaches(4000, () -> rig.requestResult(0) == CommandResult.DONE));
  }

  @Test
  void shouldKeepBothWhenTheModulesOwnConfigurationChanges() {
    rig.liaison().ask(Parameter.KP, 0, 3);
    rig.liaison().revise();
    rig.runMs(3);

    rig.configure(DEFAULTS.withList("axis.ki", "20"));
    rig.runMs(3);

    assertEquals(3, parameter(Parameter.KP, 0));
    assertEquals(20, parameter(Parameter.KI, 0));
    assertEquals(1, revision());
  }

  @Test
  void shouldKeepWhatIsInForceWhenANewLiaisonAsksForNothing() {
    rig.liaison().ask(Parameter.KP, 0, 3);
    rig.liaison().revise();
    rig.runMs(3);
    rig.kill("liaison");
    rig.startLiaison();
    rig.runMs(20);
    assertEquals(3, parameter(Parameter.KP, 0));

    rig.liaison().ask(Parameter.KP, 0, 4);
    rig.liaison().revise();
    rig.runMs(3);
    assertEquals(4, parameter(Parameter.KP, 0));
  }

  @Test
  void shouldSayThatTheModulesOwnConfigurationIsWrongWhenBothAre() {
    rig.liaison().override(-1);
    rig.liaison().revise();
    rig.runMs(3);
    rig.configure(DEFAULTS.withList("axis.kp", "-1"));
    assertTrue(rig.control().status().text().contains("axis.kp"));

    rig.configure(DEFAULTS);

    assertTrue(rig.control().status().text().contains("override"));
  }

  @Test
  void shouldFaultAxesThatAreOnWhenTheInputsAreAttachedAnew() {
    moving();

    rig.configure(DEFAULTS.with("sensors.maxAgeMs", 60L));
    rig.runMs(20);

    assertEquals(AxisMode.FAULT, rig.mode(0));
    assertEquals(CommandResult.ACCEPTED, rig.command(CommandCode.RESET, 0));
    rig.enabled(0);
    assertEquals(AxisMode.HOLDING, rig.mode(0));
  }

  private void moving() {
    rig.homed(0);
    rig.recipe().request(0, RequestKind.MOVE, 400);
    rig.runMs(300);
    assertEquals(AxisMode.MOVING, rig.mode(0));
  }

  private double parameter(Parameter parameter, int axis) {
    return parameter.in(ControlState.PARAMETER).get(rig.state(), axis);
  }

  private long revision() {
    return ControlState.PARAMETER_REVISION.get(rig.state());
  }

  private boolean isRejected() {
    return ControlState.HEADER.configRejected().get(rig.state());
  }
}
