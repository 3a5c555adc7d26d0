// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RetryBoundTest {

  private final RetryBound bound = new RetryBound();

  private int attempts() {
    int attempts = 1;
    while (bound.failed()) {
      attempts++;
    }
    return attempts;
  }

  @Test
  void shouldAllowAtLeastThirtyTwoAttemptsAndEndSometime() {
    int attempts = attempts();
    assertTrue(attempts >= 32 && attempts <= 65_536, attempts + " attempts");
    assertEquals(attempts, bound.failures());
  }

  @Test
  void shouldStartAfreshAfterAReset() {
    attempts();
    bound.reset();
    assertEquals(0, bound.failures());
    assertTrue(attempts() >= 32);
  }

  @Test
  void shouldCountAllRetriesSinceItWasMade() {
    int first = attempts();
    bound.reset();
    int second = attempts();
    assertEquals(first + second, bound.retries());
  }
}
