// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.axissim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.physinput.AxisStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedAxisTest {

  private static final double STEP_S = 250e-6;
  private static final AxisSettings.Travel TRAVEL = new AxisSettings.Travel(0, 1000, 5, 20, 500);

  /** 10 V push 200 N: 195 N against 0.2 N s/mm make 975 mm/s. */
  private final SimulatedAxis axis = new SimulatedAxis(settings(1, 10_000, TRAVEL));

  @Test
  void shouldReachTheVelocityAtWhichFrictionHoldsTheForce() {
    SimulatedAxis fast =
        new SimulatedAxis(settings(1, 10_000, new AxisSettings.Travel(0, 1e6, 5, 20, 500)));
    fast.drive(10, true);
    run(fast, 5);

    assertEquals(975, fast.velocityMmPerS(), 1e-3);
  }

  @Test
  void shouldAccelerateByForceOverMass() {
    SimulatedAxis light = new SimulatedAxis(settings(10, 10_000, TRAVEL));
    light.drive(5, true);
    light.step(1e-6);

    // (5 V x 20 N/V - 5 N) / 10 kg = 9.5 m/s2
    assertEquals(9.5e3 * 1e-6, light.velocityMmPerS(), 1e-6);
  }

  @Test
  void shouldNotExceedTheVelocityLimit() {
    SimulatedAxis slow = new SimulatedAxis(settings(1, 100, TRAVEL));
    slow.drive(-10, true);
    run(slow, 0.5);

    assertEquals(-100, slow.velocityMmPerS());
  }

  @Test
  void shouldBeStoppedByFriction() {
    axis.drive(10, true);
    run(axis, 0.1);
    axis.drive(0, true);
    run(axis, 1);

    assertEquals(0, axis.velocityMmPerS(), 0);
    assertTrue(axis.positionMm() > TRAVEL.startMm());
  }

  @Test
  void shouldStickWhileTheForceIsLessThanTheFriction() {
    axis.drive(0.24, true);
    run(axis, 1);
    assertEquals(TRAVEL.startMm(), axis.positionMm());

    axis.drive(0.26, true);
    run(axis, 1);
    assertTrue(axis.positionMm() > TRAVEL.startMm());
  }

  @Test
  void shouldBrakeAndIgnoreItsCommandWhileTheDriveIsDisabled() {
    SimulatedAxis free = new SimulatedAxis(settings(1, 10_000, TRAVEL));
    for (SimulatedAxis each : new SimulatedAxis[] {axis, free}) {
      each.drive(10, true);
      run(each, 0.1);
    }

    axis.drive(10, false);
    free.drive(0, true);
    run(axis, 1);
    run(free, 1);

    assertEquals(0, axis.velocityMmPerS(), 0);
    assertTrue(axis.positionMm() < free.positionMm(), "the brake stops it earlier");
  }

  @Test
  void shouldBeHeldByTheStopsAndReleasedByTheOtherDirection() {
    axis.drive(10, true);
    run(axis, 5);
    assertTrue(AxisStatus.has(axis.switches(), AxisStatus.LIMIT_POSITIVE));
    assertTrue(axis.positionMm() >= 1000 && axis.positionMm() <= 1005);
    assertEquals(0, axis.velocityMmPerS(), 0);

    axis.drive(-10, true);
    run(axis, 5);
    assertTrue(AxisStatus.has(axis.switches(), AxisStatus.LIMIT_NEGATIVE));
    assertTrue(axis.positionMm() <= 0 && axis.positionMm() >= -5);

    axis.drive(1, true);
    run(axis, 0.5);
    assertTrue(axis.positionMm() > 0);
  }

  @Test
  void shouldNotPushFurtherWhenAnEndSwitchIsPressed() {
    SimulatedAxis atEnd =
        new SimulatedAxis(settings(1, 10_000, new AxisSettings.Travel(0, 1000, 5, 20, 1000)));
    atEnd.drive(10, true);
    run(atEnd, 1);

    assertEquals(1000, atEnd.positionMm());
  }

  @Test
  void shouldPressTheHomeSwitchFromTheNegativeEndOn() {
    axis.drive(-2, true);
    assertEquals(AxisStatus.PRESENT, axis.switches());
    while (axis.positionMm() > 20) {
      axis.step(STEP_S);
    }
    assertEquals(AxisStatus.PRESENT | AxisStatus.HOME_SWITCH, axis.switches());
  }

  @Test
  void shouldCountFromWhereItStoodAtTheStart() {
    assertEquals(0, axis.encoderCounts());
    axis.drive(-10, true);
    run(axis, 0.2);

    double movedMm = axis.positionMm() - TRAVEL.startMm();
    assertEquals((long) Math.floor(movedMm * 100), axis.encoderCounts());
    assertEquals(axis.encoderCounts() / 100.0, axis.encoderMm());
    assertTrue(Math.abs(axis.encoderMm() - movedMm) <= 0.01, "one count");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 1, 10_000})
  void shouldNeverSwingUpHoweverLightOrRubbedItIs(double massKg) {
    SimulatedAxis stiff =
        new SimulatedAxis(new AxisSettings(massKg, 1, 1000, 0, 0, 1e5, TRAVEL, 100));
    stiff.drive(10, true);
    run(stiff, 2);

    assertTrue(stiff.velocityMmPerS() >= 0 && stiff.velocityMmPerS() <= 0.01 + 1e-9);
  }

  @Test
  void shouldMoveTheSameWayEveryTime() {
    SimulatedAxis other = new SimulatedAxis(settings(1, 10_000, TRAVEL));
    for (int i = 0; i < 20_000; i++) {
      double volts = 10 * Math.sin(i * 0.001);
      axis.drive(volts, i % 7000 < 6000);
      other.drive(volts, i % 7000 < 6000);
      axis.step(STEP_S);
      other.step(STEP_S);
    }

    assertEquals(axis.positionMm(), other.positionMm(), 0);
    assertEquals(axis.velocityMmPerS(), other.velocityMmPerS(), 0);
  }

  private static void run(SimulatedAxis moved, double seconds) {
    for (int i = 0; i < seconds / STEP_S; i++) {
      moved.step(STEP_S);
    }
  }

  private static AxisSettings settings(
      double massKg, double velocityLimit, AxisSettings.Travel travel) {
    return new AxisSettings(massKg, 20, 0.2, 5, 50, velocityLimit, travel, 100);
  }
}
