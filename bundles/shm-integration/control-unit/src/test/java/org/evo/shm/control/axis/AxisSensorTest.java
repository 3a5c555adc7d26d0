// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.AxisStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AxisSensorTest {

  private static final long MS = 1_000_000;

  private final SensorRecord record = new SensorRecord();
  private final AxisSensor sensor = new AxisSensor(0);

  @Test
  void shouldTakeWhatIsGood() {
    assertFalse(sensor.take(record.at(1, 0, 12, 5).view(), true, 0));

    assertTrue(sensor.isValid());
    assertEquals(12, sensor.encoderMm());
    assertEquals(5, sensor.velocityMmPerS());
  }

  @Test
  void shouldTakeTheAxisToMoveOnWhileTheRecordGetsOlder() {
    record.at(1, 0, 12, 50);
    sensor.take(record.view(), true, 20 * MS);
    assertEquals(12 + 50 * 0.02, sensor.encoderNowMm(), 1e-9);
    assertEquals(12, sensor.encoderMm());

    sensor.take(record.view(), true, 5000 * MS);
    assertEquals(12 + 50 * 0.1, sensor.encoderNowMm(), 1e-9);
    sensor.take(record.view(), true, -20 * MS);
    assertEquals(12, sensor.encoderNowMm(), 1e-9);
  }

  @ParameterizedTest
  @EnumSource(
      value = Quality.class,
      names = {"BAD", "STALE"})
  void shouldNotTrustValuesThatAreNotGood(Quality quality) {
    sensor.take(record.at(1, 0, 12, 5).quality(quality).view(), true, 0);

    assertFalse(sensor.isValid());
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0", "0, NaN", "Infinity, 0"})
  void shouldNotTrustWhatIsNoNumber(double position, double velocity) {
    sensor.take(record.at(1, 0, position, velocity).view(), true, 0);

    assertFalse(sensor.isValid());
  }

  @Test
  void shouldNotTrustAnAxisThatIsNotThereOrARecordThatIsOld() {
    sensor.take(record.status(0).at(1, 0, 12, 5).view(), true, 0);
    assertFalse(sensor.isValid());

    sensor.take(record.status(AxisStatus.PRESENT).at(2, 0, 12, 5).view(), false, 0);
    assertFalse(sensor.isValid());
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, 12.9, 0, false",
    "2, 1, 13.1, 0, true",
    "2, 1, 10.9, 0, true",
    "2, 100, 60, 300, false",
    "2, 100, 90, 300, true",
    "1, 1, 12, 0, false",
    "0, 1, 12, 0, true"
  })
  void shouldSeeThatTheEncoderCountsFromElsewhere(
      long heartbeat, long ms, double position, double velocity, boolean elsewhere) {
    sensor.take(record.at(1, 0, 12, 0).view(), true, 0);

    record.at(heartbeat, ms * MS, position, velocity);
    assertEquals(elsewhere, sensor.take(record.view(), true, ms * MS));

    assertFalse(sensor.take(record.view(), true, ms * MS));
  }

  @Test
  void shouldSeeIfItCountsFromElsewhereAfterItWasLost() {
    sensor.take(record.at(9, 0, 12, 0).view(), true, 0);
    sensor.take(record.view(), false, 100 * MS);

    assertTrue(sensor.take(record.at(1, 200 * MS, 12, 0).view(), true, 200 * MS));
  }

  @ParameterizedTest
  @CsvSource({"8, -1, true", "8, 1, false", "16, 1, true", "16, -1, false", "24, 0, false"})
  void shouldKnowTheEndsByTheirDirection(int bits, double direction, boolean atEnd) {
    sensor.take(record.status(AxisStatus.PRESENT | bits).at(1, 0, 12, 0).view(), true, 0);

    assertEquals(atEnd, sensor.isAtEnd(direction));
  }
}
