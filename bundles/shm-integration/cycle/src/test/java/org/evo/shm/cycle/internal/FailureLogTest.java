// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailureLogTest {

  private static final long START_NS = Long.MAX_VALUE - 5;

  private final RecordingLogger logger = new RecordingLogger();
  private final FailureLog log = new FailureLog(logger);

  @Test
  void shouldReportTheFirstFailureAtOnceAndThenCountUntilThePauseIsOver() {
    log.report(START_NS, "task a threw", new IllegalStateException("first"));
    for (int i = 1; i < 10; i++) {
      log.report(START_NS + TimeUnit.SECONDS.toNanos(i), "task a threw", null);
    }
    log.report(START_NS + TimeUnit.SECONDS.toNanos(10), "task a threw", null);

    assertEquals(
        List.of(
            "ERROR task a threw (0 more since the last report): first",
            "ERROR task a threw (9 more since the last report)"),
        logger.lines());
  }
}
