// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long MS = 1_000_000;

  private final Schedule schedule =
      new Schedule(new DiscoverySettings(30_000, 5000, 1000, true), 0);

  @Test
  void shouldScanAtOnceAndThenOnceAPeriod() {
    assertEquals(0, schedule.idleMs(0));
    assertTrue(schedule.takeScan(0));
    assertFalse(schedule.takeScan(29_999 * MS));
    assertTrue(schedule.takeScan(30_000 * MS));
  }

  @Test
  void shouldScanAgainAtOnceWhenHintsWereLost() {
    schedule.takeScan(0);
    schedule.scanSoon(MS);

    assertEquals(0, schedule.idleMs(MS));
    assertTrue(schedule.takeScan(MS));
  }

  @Test
  void shouldWaitForWhateverIsDueNext() {
    schedule.takeScan(0);
    assertEquals(1000, schedule.idleMs(0));
    assertTrue(schedule.takeVersions(4500 * MS));
    assertEquals(500, schedule.idleMs(4500 * MS));
    assertTrue(schedule.takeValidation(5000 * MS));
    assertEquals(500, schedule.idleMs(5000 * MS));
  }

  @Test
  void shouldRoundUpSoThatNothingIsLookedAtTooEarly() {
    schedule.takeScan(0);

    assertEquals(1, schedule.idleMs(1000 * MS - 1));
  }

  @Test
  void shouldNeverLookAtVersionsWhenThatIsOff() {
    Schedule without = new Schedule(new DiscoverySettings(30_000, 5000, 0, true), 0);
    without.takeScan(0);

    assertFalse(without.takeVersions(20_000 * MS));
    assertEquals(5000, without.idleMs(0));
  }

  @Test
  void shouldPutVersionsOffWhenLookingAtThemTakesMoreThanATenthOfTheTime() {
    assertTrue(schedule.takeVersions(1000 * MS));
    schedule.versionsTook(150 * MS);

    assertFalse(schedule.takeVersions(2499 * MS));
    assertTrue(schedule.takeVersions(2500 * MS));
  }

  @Test
  void shouldLookAtADoubtfulFileLaterEachTimeUntilTheValidationSeesToIt() {
    long nowNs = 0;
    int looks = 0;
    schedule.takeScan(0);
    for (schedule.doubt("f", nowNs); !isClear(nowNs); schedule.doubt("f", nowNs)) {
      nowNs += 5 * MS << looks;
      assertEquals(List.of("f"), schedule.doubtsDue(nowNs, 64));
      looks++;
    }

    assertEquals(10, looks);
  }

  private boolean isClear(long nowNs) {
    return schedule.doubtsDue(nowNs + 100_000 * MS, 64).isEmpty();
  }

  @Test
  void shouldForgetAFileThatIsClear() {
    schedule.doubt("f", 0);
    assertEquals(List.of(), schedule.doubtsDue(4 * MS, 64));
    schedule.clear("f");

    assertEquals(List.of(), schedule.doubtsDue(6 * MS, 64));
  }
}
