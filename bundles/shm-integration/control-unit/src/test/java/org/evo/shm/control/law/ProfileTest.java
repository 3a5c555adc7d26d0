// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.law;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {

  private static final double STEP_S = 0.001;
  private static final double VELOCITY = 100;
  private static final double ACCELERATION = 1000;
  private static final double ROUNDING = 1e-9;

  private final Profile profile = new Profile();
  private double fastest;
  private double furthest;
  private int steps;

  @BeforeEach
  void startAtTen() {
    profile.reset(10);
  }

  @Test
  void shouldStandWhereItWasReset() {
    run(10);

    assertTrue(profile.isDone());
    assertEquals(10, profile.positionMm());
    assertEquals(0, profile.velocityMmPerS());
  }

  @ParameterizedTest
  @CsvSource({"60", "-40", "10.001", "9.9999999", "15", "1000"})
  void shouldComeToRestExactlyAtItsTargetAndNotBeyond(double targetMm) {
    profile.moveTo(targetMm);

    runUntilDone();

    assertEquals(targetMm, profile.positionMm());
    assertEquals(0, profile.velocityMmPerS());
    assertTrue(fastest <= VELOCITY + ROUNDING, "velocity " + fastest);
    assertTrue(furthest <= Math.abs(targetMm - 10) + ROUNDING, "way " + furthest);
  }

  @Test
  void shouldBeATrapezoid() {
    profile.moveTo(60);

    runUntilDone();

    // 50 mm at 100 mm/s, and 100 mm/s / 1000 mm/s2 more for getting there and back to rest.
    assertEquals(0.5 + 0.1, steps * STEP_S, 3 * STEP_S);
    assertEquals(VELOCITY, fastest, ROUNDING);
  }

  @Test
  void shouldBeATriangleWhereTheWayIsTooShortForItsVelocity() {
    profile.moveTo(14);

    runUntilDone();

    assertEquals(2 * Math.sqrt(4 / ACCELERATION), steps * STEP_S, 3 * STEP_S);
    assertEquals(Math.sqrt(4 * ACCELERATION), fastest, 1);
  }

  @Test
  void shouldTurnAroundForATargetThatIsBehindItWithoutAJump() {
    profile.moveTo(60);
    run(200);
    profile.moveTo(0);

    runUntilDone();

    assertEquals(0, profile.positionMm());
  }

  @Test
  void shouldOvershootAndComeBackWhenItCannotStopInTime() {
    profile.moveTo(60);
    run(200);
    double target = profile.positionMm() + 1;
    profile.moveTo(target);

    runUntilDone();

    assertEquals(target, profile.positionMm());
    assertTrue(furthest > target - 10);
  }

  @Test
  void shouldBrakeAndStandWhereItComesToRest() {
    profile.moveTo(60);
    run(200);
    double from = profile.positionMm();
    profile.brake();
    assertFalse(profile.isDone());

    runUntilDone();

    assertEquals(VELOCITY * VELOCITY / 2 / ACCELERATION, profile.positionMm() - from, 0.2);
    assertEquals(profile.positionMm(), profile.targetMm());
    run(100);
    assertTrue(profile.isDone());
  }

  @Test
  void shouldBrakeForAVelocityOfZeroAndGoOnAfterwards() {
    profile.moveTo(60);
    run(200);
    for (int i = 0; i < 500; i++) {
      step(STEP_S, 0, ACCELERATION);
    }
    assertEquals(0, profile.velocityMmPerS());
    assertFalse(profile.isDone());

    runUntilDone();

    assertEquals(60, profile.positionMm());
  }

  @Test
  void shouldSlowDownSmoothlyWhenItMayNotBeAsFastAnyMore() {
    profile.moveTo(1000);
    run(200);
    for (int i = 0; i < 200; i++) {
      step(STEP_S, 20, ACCELERATION);
    }

    assertEquals(20, profile.velocityMmPerS(), ROUNDING);
  }

  @Test
  void shouldGoOnForEverWithoutATarget() {
    profile.moveTo(Double.NEGATIVE_INFINITY);
    run(5000);

    assertEquals(-VELOCITY, profile.velocityMmPerS(), ROUNDING);
    assertFalse(profile.isDone());
  }

  @Test
  void shouldGoOnAsItDidWhenTheZeroMoves() {
    profile.moveTo(60);
    run(200);
    double position = profile.positionMm();
    double velocity = profile.velocityMmPerS();

    profile.shift(1000);

    assertEquals(position + 1000, profile.positionMm());
    assertEquals(1060, profile.targetMm());
    assertEquals(velocity, profile.velocityMmPerS());
  }

  @Test
  void shouldStandStillWhileNoTimePasses() {
    profile.moveTo(60);
    run(100);
    double position = profile.positionMm();
    profile.step(0, VELOCITY, ACCELERATION);

    assertEquals(position, profile.positionMm());
    assertEquals(0, profile.accelerationMmPerS2());
  }

  @Test
  void shouldKeepItsLimitsWhateverIsAskedOfItInWhateverSteps() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      if (random.nextInt(300) == 0) {
        profile.moveTo(random.nextDouble() * 200 - 100);
      } else if (random.nextInt(1000) == 0) {
        profile.brake();
      }
      step(0.0001 + 0.003 * random.nextDouble(), VELOCITY, ACCELERATION);
    }
    profile.moveTo(1);

    runUntilDone();

    assertTrue(fastest <= VELOCITY + ROUNDING);
    assertEquals(1, profile.positionMm());
  }

  private void run(int count) {
    for (int i = 0; i < count; i++) {
      step(STEP_S, VELOCITY, ACCELERATION);
    }
  }

  private void runUntilDone() {
    steps = 0;
    while (!profile.isDone() && steps < 100_000) {
      step(STEP_S, VELOCITY, ACCELERATION);
      steps++;
    }
    assertTrue(profile.isDone());
  }

  /** Every step of every test: no jump of the velocity, and a position that goes with it. */
  private void step(double seconds, double velocityLimit, double accelerationLimit) {
    double velocity = profile.velocityMmPerS();
    double position = profile.positionMm();
    profile.step(seconds, velocityLimit, accelerationLimit);
    double most = accelerationLimit * seconds;
    assertTrue(Math.abs(profile.velocityMmPerS() - velocity) <= most + ROUNDING, "velocity jumps");
    double way = (velocity + profile.velocityMmPerS()) / 2 * seconds;
    assertEquals(way, profile.positionMm() - position, 1.5 * most * seconds, "position jumps");
    fastest = Math.max(fastest, Math.abs(profile.velocityMmPerS()));
    furthest = Math.max(furthest, Math.abs(profile.positionMm() - 10));
  }
}
