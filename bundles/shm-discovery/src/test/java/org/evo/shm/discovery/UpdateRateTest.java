// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.evo.shm.SegmentEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpdateRateTest {

  private static final long MS = 1_000_000;

  private final UpdateRate rate = new UpdateRate();

  @BeforeEach
  void tellOfVersionTwo() {
    rate.periodMs(1000);
    rate.after(version(2), true, 0);
  }

  private static Change version(long version) {
    return new Change(
        "axis", Optional.empty(), Optional.of(Sample.of("axis").version(version).known()));
  }

  @Test
  void shouldTellOfANewVersionOnceAPeriod() {
    assertTrue(rate.after(version(4), false, 999 * MS).isEmpty());
    SegmentEvent event = rate.after(version(4), false, 1000 * MS).orElseThrow();
    assertEquals(SegmentEvent.Kind.UPDATED, event.kind());
    assertEquals("version 4 after 2", event.reason());
    assertTrue(rate.after(version(6), false, 1001 * MS).isEmpty());
    assertTrue(rate.after(version(6), false, 2000 * MS).isPresent());
  }

  @Test
  void shouldNotTellOfAVersionThatListenersKnowFromAnotherEvent() {
    assertTrue(rate.after(version(4), true, 1000 * MS).isEmpty());
    assertTrue(rate.after(version(4), false, 9000 * MS).isEmpty());
  }

  @Test
  void shouldTellNothingWhenItIsOff() {
    rate.periodMs(0);

    assertTrue(rate.after(version(8), false, 9000 * MS).isEmpty());
  }
}
