// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CancelSignalTest {

  private static final long LONG_NS = 60_000_000_000L;

  private final CancelSignal signal = new CancelSignal();

  @Test
  void shouldEndAWaitWhenItIsGiven() {
    new Thread(signal::cancel).start();

    assertTrue(signal.await(LONG_NS));
    assertTrue(signal.requested());
  }

  @Test
  void shouldNotBeRequestedWhenATimeIsOver() {
    assertFalse(signal.await(-1));
    assertFalse(signal.requested());
  }

  @Test
  void shouldTakeAnInterruptForTheEndAndKeepIt() {
    Thread.currentThread().interrupt();

    assertTrue(signal.await(LONG_NS));
    assertTrue(Thread.interrupted());
  }
}
