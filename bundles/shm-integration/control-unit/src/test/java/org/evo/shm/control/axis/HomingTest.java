// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.control.axis.Homing.Progress;
import org.evo.shm.control.law.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HomingTest {

  private static final long MS = 1_000_000;
  private static final AxisSettings.Homing SETTINGS =
      new AxisSettings.Homing(true, -40, 5, 20, 1000 * MS);

  private final SensorRecord record = new SensorRecord();
  private final AxisSensor sensor = new AxisSensor(0);
  private final Profile profile = new Profile();
  private final Homing homing = new Homing();
  private long nowNs;

  @BeforeEach
  void standAtZero() {
    profile.reset(0);
    switches(0);
  }

  @Test
  void shouldSeekBrakeAndCreepBackUntilTheSwitchIsReleased() {
    begin();
    run(50);
    assertEquals(-40, profile.velocityMmPerS());

    switches(AxisStatus.HOME_SWITCH);
    run(100);
    assertEquals(5, profile.velocityMmPerS());

    switches(0);
    assertEquals(Progress.FOUND, step());
  }

  @Test
  void shouldCreepAwayFromASwitchThatIsPressedAlready() {
    switches(AxisStatus.HOME_SWITCH);
    begin();
    run(50);

    assertEquals(5, profile.velocityMmPerS());
  }

  @Test
  void shouldFailAtAnEndWithoutASwitch() {
    begin();
    run(50);
    switches(AxisStatus.LIMIT_NEGATIVE);

    assertEquals(Progress.FAILED, step());
  }

  @Test
  void shouldNotMindAnEndThatIsReachedTogetherWithTheSwitch() {
    begin();
    run(50);
    switches(AxisStatus.HOME_SWITCH | AxisStatus.LIMIT_NEGATIVE);
    run(100);
    switches(0);

    assertEquals(Progress.FOUND, step());
  }

  @Test
  void shouldFailAtTheOtherEndOnTheWayBack() {
    switches(AxisStatus.HOME_SWITCH);
    begin();
    run(50);
    switches(AxisStatus.HOME_SWITCH | AxisStatus.LIMIT_POSITIVE);

    assertEquals(Progress.FAILED, step());
  }

  @Test
  void shouldFailWhenItRanOverTheSwitch() {
    begin();
    run(50);
    switches(AxisStatus.HOME_SWITCH);
    run(1);
    switches(0);
    Progress progress = Progress.UNDER_WAY;
    for (int i = 0; i < 100 && progress == Progress.UNDER_WAY; i++) {
      progress = step();
    }

    assertEquals(Progress.FAILED, progress);
    assertTrue(profile.isDone());
  }

  @Test
  void shouldFailWhenItTakesTooLong() {
    begin();
    run(1000);

    assertEquals(Progress.FAILED, step());
  }

  private void begin() {
    homing.begin(nowNs, profile, sensor, SETTINGS);
  }

  private void run(int steps) {
    for (int i = 0; i < steps; i++) {
      assertEquals(Progress.UNDER_WAY, step());
    }
  }

  private Progress step() {
    nowNs += MS;
    Progress progress = homing.step(nowNs, profile, sensor, SETTINGS);
    profile.step(0.001, homing.velocityLimit(SETTINGS), 2000);
    return progress;
  }

  private void switches(int bits) {
    sensor.take(record.status(AxisStatus.PRESENT | bits).at(1, nowNs, 0, 0).view(), true, nowNs);
  }
}
