// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PidLoopTest {

  private static final double STEP_S = 0.001;

  private final PidLoop loop = new PidLoop();
  private final Profile setpoint = new Profile();
  private final Map<Parameter, Double> gains = new EnumMap<>(Parameter.class);

  @Test
  void shouldBeProportionalToTheError() {
    gain(Parameter.KP, 2);
    setpoint.reset(3);

    assertEquals(4, step(1, 0));
    assertEquals(-2, step(4, 0));
  }

  @Test
  void shouldDampTheMeasuredVelocity() {
    gain(Parameter.KD, 0.1);

    assertEquals(-5, step(0, 50));
  }

  @Test
  void shouldNotKickWhenTheSetpointJumps() {
    gain(Parameter.KD, 1);
    step(0, 0);
    setpoint.reset(100);

    assertEquals(0, step(0, 0));
  }

  @Test
  void shouldFeedTheSetpointsVelocityForward() {
    gain(Parameter.VELOCITY_FEEDFORWARD, 0.5);
    setpoint.moveTo(100);
    setpoint.step(STEP_S, 10, 10_000);

    assertEquals(5, step(setpoint.positionMm(), 0));
  }

  @Test
  void shouldAddWhatIsFedForwardWithinItsLimit() {
    assertEquals(3, loop.step(setpoint, 0, 0, STEP_S, 3, parameters()));
    assertEquals(10, loop.step(setpoint, 0, 0, STEP_S, 30, parameters()));
  }

  @Test
  void shouldIntegrateTheErrorOverTime() {
    gain(Parameter.KI, 10);
    setpoint.reset(1);
    for (int i = 0; i < 100; i++) {
      step(0, 0);
    }

    assertEquals(10 * 0.1, loop.integralV(), 1e-9);
    assertEquals(10 * 0.101, step(0, 0), 1e-9);
  }

  @Test
  void shouldKeepWhatItIntegratedWhenTheGainChanges() {
    gain(Parameter.KI, 10);
    setpoint.reset(1);
    step(0, 0);
    double before = loop.integralV();
    gain(Parameter.KI, 1000);

    assertEquals(before, step(1, 0));
  }

  @Test
  void shouldNotExceedItsLimitEitherWay() {
    gain(Parameter.KP, 100);
    gain(Parameter.OUTPUT_LIMIT, 4);
    setpoint.reset(10);

    assertEquals(4, step(0, 0));
    assertEquals(-4, step(20, 0));
  }

  @Test
  void shouldNotWindUpWhileItIsAtItsLimit() {
    gain(Parameter.KP, 1);
    gain(Parameter.KI, 100);
    gain(Parameter.OUTPUT_LIMIT, 5);
    setpoint.reset(10);
    for (int i = 0; i < 10_000; i++) {
      assertEquals(5, step(0, 0));
    }
    assertEquals(0, loop.integralV());

    // A short way beyond: the output turns at once.
    assertTrue(step(10.1, 0) < 0);
  }

  @Test
  void shouldUnwindWhileItIsAtItsLimit() {
    gain(Parameter.KI, 100);
    gain(Parameter.OUTPUT_LIMIT, 5);
    setpoint.reset(10);
    for (int i = 0; i < 100; i++) {
      step(0, 0);
    }
    assertEquals(5, loop.integralV(), 1);
    double before = loop.integralV();
    gain(Parameter.KP, 1000);
    gain(Parameter.KI, 0.01);
    assertEquals(-5, step(11, 0));
    gain(Parameter.KP, 0);
    gain(Parameter.KI, 100);
    step(11, 0);

    assertTrue(loop.integralV() < before);
  }

  @Test
  void shouldNotIntegrateWithoutTime() {
    gain(Parameter.KI, 10);
    setpoint.reset(1);
    loop.step(setpoint, 0, 0, 0, 0, parameters());

    assertEquals(0, loop.integralV());
  }

  @Test
  void shouldForgetWhenItIsReset() {
    gain(Parameter.KI, 10);
    setpoint.reset(1);
    step(0, 0);
    loop.reset();

    assertEquals(0, loop.integralV());
  }

  private void gain(Parameter parameter, double value) {
    gains.put(parameter, value);
  }

  private double step(double positionMm, double velocity) {
    return loop.step(setpoint, positionMm, velocity, STEP_S, 0, parameters());
  }

  private AxisParameters parameters() {
    Map<Parameter, Double> all = new EnumMap<>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      all.put(parameter, Math.max(0, parameter.least()));
    }
    all.put(Parameter.OUTPUT_LIMIT, 10.0);
    all.put(Parameter.POSITION_MAX, 1.0);
    all.putAll(gains);
    return AxisParameters.of(0, all);
  }
}
