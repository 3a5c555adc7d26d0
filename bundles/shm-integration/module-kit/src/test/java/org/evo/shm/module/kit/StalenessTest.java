// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.evo.shm.contract.InputState;
import org.junit.jupiter.api.Test;

class StalenessTest {

  private static final long MAX_AGE_NS = 1000;

  @Test
  void shouldHoldTheLastValuesUntilTheirAgeLimit() {
    Staleness safe = staleness(OnStale.SAFE);

    assertEquals(InputState.LIVE, safe.aged(0));
    assertEquals(InputState.LIVE, safe.aged(MAX_AGE_NS));
    assertEquals(InputState.STALE, safe.aged(MAX_AGE_NS + 1));
    assertEquals(InputState.STALE, safe.state());
  }

  @Test
  void shouldGoOnByItselfWhenItIsToBeSafe() {
    Staleness safe = staleness(OnStale.SAFE);
    safe.aged(0);
    safe.aged(MAX_AGE_NS + 1);

    assertEquals(InputState.LIVE, safe.aged(1));
  }

  @Test
  void shouldHoldForEverWhenItIsToHold() {
    Staleness hold = staleness(OnStale.HOLD);
    hold.aged(0);

    assertEquals(InputState.HELD, hold.aged(Long.MAX_VALUE));
    assertEquals(InputState.LIVE, hold.aged(1));
  }

  @Test
  void shouldLatchWhenItIsToStop() {
    Staleness stop = staleness(OnStale.STOP);
    stop.aged(0);

    assertEquals(InputState.LATCHED, stop.aged(MAX_AGE_NS + 1));
    assertEquals(InputState.LATCHED, stop.aged(0));
    stop.acknowledge();
    assertEquals(InputState.LIVE, stop.aged(0));
  }

  @Test
  void shouldStayStaleWhenItIsAcknowledgedTooEarly() {
    Staleness stop = staleness(OnStale.STOP);
    stop.aged(0);
    stop.aged(MAX_AGE_NS + 1);

    stop.acknowledge();

    assertEquals(InputState.STALE, stop.aged(MAX_AGE_NS + 2));
    assertEquals(InputState.LIVE, stop.aged(0));
  }

  @Test
  void shouldNotLatchBeforeItWasEverLive() {
    Staleness stop = staleness(OnStale.STOP);

    assertEquals(InputState.ABSENT, stop.absent());
    assertEquals(InputState.STALE, stop.aged(MAX_AGE_NS + 1));
    assertEquals(InputState.LIVE, stop.aged(0));
  }

  @Test
  void shouldDistrustValuesFromTheFuture() {
    Staleness safe = staleness(OnStale.SAFE);

    assertEquals(InputState.LIVE, safe.aged(-MAX_AGE_NS));
    assertEquals(InputState.STALE, safe.aged(-MAX_AGE_NS - 1));
  }

  private static Staleness staleness(OnStale onStale) {
    return new Staleness(new InputPolicy(MAX_AGE_NS, onStale));
  }
}
