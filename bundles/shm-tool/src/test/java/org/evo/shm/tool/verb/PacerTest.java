// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final long MS = 1_000_000;
  private static final long ENDLESS = Long.MAX_VALUE;

  private final FakeTime time = new FakeTime();

  @Test
  void shouldTickAtOnceAndThenOncePerPeriod() {
    Pacer pacer = new Pacer(time, time, 10 * MS, ENDLESS);

    for (int tick = 0; tick < 5; tick++) {
      assertTrue(pacer.next());
      assertEquals(tick * 10 * MS, pacer.elapsedNs());
    }
  }

  @Test
  void shouldEndWhenTheTimeIsOverAndNotAtTheNextTick() {
    Pacer pacer = new Pacer(time, time, 1000 * MS, 25 * MS);

    assertTrue(pacer.next());
    assertFalse(pacer.next());
    assertEquals(25 * MS, pacer.elapsedNs());
  }

  @Test
  void shouldSpinTheLastBitOfAShortPeriod() {
    time.lookTakesNs(1000);
    Pacer pacer = new Pacer(time, time, MS, ENDLESS);

    assertTrue(pacer.next());
    long first = time.nowNs();
    assertTrue(pacer.next());

    long late = time.nowNs() - first - MS;
    assertTrue(Math.abs(late) <= 2000, "late by " + late);
  }

  @Test
  void shouldCatchUpAfterAShortDelay() {
    Pacer pacer = new Pacer(time, time, 10 * MS, ENDLESS);
    assertTrue(pacer.next());
    time.await(35 * MS);

    assertTrue(pacer.next());
    assertTrue(pacer.next());
    assertTrue(pacer.next());
    assertEquals(35 * MS, pacer.elapsedNs());
    assertTrue(pacer.next());
    assertEquals(40 * MS, pacer.elapsedNs());
  }

  @Test
  void shouldStartAfreshAfterALongDelay() {
    Pacer pacer = new Pacer(time, time, 10 * MS, ENDLESS);
    assertTrue(pacer.next());
    time.await(5000 * MS);

    assertTrue(pacer.next());
    assertTrue(pacer.next());
    assertEquals(5010 * MS, pacer.elapsedNs());
  }

  @Test
  void shouldEndWhenItIsCancelledWhileItWaits() {
    Pacer pacer = new Pacer(time, time, 1000 * MS, ENDLESS);
    assertTrue(pacer.next());
    time.in(MS, time::cancel);

    assertFalse(pacer.next());
  }
}
