// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.evo.shm.linux.posix.FileStatus;
import org.junit.jupiter.api.Test;

class LastSignTest {

  private static final long GRACE_MS = 10_000;
  private static final long MONOTONIC_NS = TimeUnit.HOURS.toNanos(5);
  private static final long WALL_NS = TimeUnit.DAYS.toNanos(20_000);

  private final LastSign now = new LastSign(MONOTONIC_NS, WALL_NS);

  private static FileStatus changed(long agoMs) {
    long changedNs = WALL_NS - TimeUnit.MILLISECONDS.toNanos(agoMs);
    return new FileStatus(0x8000, 0600, 0, 1, 1, 1, 4096, 4096, changedNs);
  }

  private static long committed(long agoMs) {
    return MONOTONIC_NS - TimeUnit.MILLISECONDS.toNanos(agoMs);
  }

  @Test
  void shouldGoByTheNewestSign() {
    assertTrue(now.isOlderThan(GRACE_MS, changed(10_000), committed(10_000)));
    assertFalse(now.isOlderThan(GRACE_MS, changed(9_999), committed(10_000)));
    assertFalse(now.isOlderThan(GRACE_MS, changed(10_000), committed(9_999)));
    assertTrue(now.isOlderThan(GRACE_MS, changed(10_000), 0));
    assertTrue(now.isOlderThan(0, changed(0), committed(0)));
  }

  /** Whoever showed it may have lived on until the next one was due, or a little longer. */
  @Test
  void shouldCountDeathFromWhenASignIsMissed() {
    long late = LastSign.LATE_MS;
    assertFalse(now.isDeadFor(GRACE_MS, changed(GRACE_MS + late - 1), 0));
    assertTrue(now.isDeadFor(GRACE_MS, changed(GRACE_MS + late), 0));
    assertFalse(now.isDeadFor(GRACE_MS, changed(GRACE_MS + late), committed(GRACE_MS)));
    assertTrue(now.isDeadFor(0, changed(0), committed(0)), "who grants no grace grants none");
  }

  @Test
  void shouldNotTakeTheYoungForOldWhenTheClockWasSetForward() {
    assertFalse(now.isOlderThan(GRACE_MS, changed(TimeUnit.DAYS.toMillis(9)), committed(1)));
  }

  @Test
  void shouldKeepNothingForLongWhenTheClockWasSetBack() {
    assertFalse(now.isOlderThan(GRACE_MS, changed(-9_999), committed(10_000)));
    assertTrue(now.isOlderThan(GRACE_MS, changed(-10_000), committed(10_000)));
    assertFalse(now.isOlderThan(GRACE_MS, changed(-20_000), committed(9_999)));
  }

  @Test
  void shouldIgnoreCommitTimesOfAnotherClock() {
    assertTrue(now.isOlderThan(GRACE_MS, changed(10_000), MONOTONIC_NS + 1));
  }
}
