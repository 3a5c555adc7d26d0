// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.cycle.CycleStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MissReporterTest {

  private static final CycleStatistics.Distribution TIMES =
      new CycleStatistics.Distribution(7, 1000, 2000, 3000, 4500);

  private final List<String> lines = new ArrayList<>();
  private List<CycleStatistics> loops = List.of();
  private final MissReporter reporter = new MissReporter(() -> loops, lines::add);

  @AfterEach
  void shouldEnd() {
    reporter.close();
  }

  @Test
  void shouldReportOnlyWhatIsNew() {
    report(loop(0));
    assertEquals(List.of(), lines);

    report(loop(3));
    report(loop(3));
    report(loop(5));

    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("3 deadlines missed since the last report; loop of 1000"));
    assertTrue(lines.get(1).startsWith("2 deadlines missed"));
    assertTrue(lines.get(1).contains("lateness P50 1.0 P99 2.0 P99.9 3.0 max 4.5 us"));
  }

  @Test
  void shouldBeginAnewWithALoopThatBeganAnew() {
    report(loop(5));
    report(loop(2));
    report();
    report(loop(4));

    assertTrue(lines.get(1).startsWith("2 deadlines missed"));
    assertTrue(lines.get(2).startsWith("4 deadlines missed"));
  }

  private void report(CycleStatistics... now) {
    loops = List.of(now);
    reporter.report();
  }

  private static CycleStatistics loop(long misses) {
    return new CycleStatistics(
        1000,
        new CycleStatistics.Counts(7, new CycleStatistics.Misses(misses, 0, 0), 0, 0),
        new CycleStatistics.Timing(0, TIMES, TIMES),
        CycleStatistics.Scheduling.NONE,
        List.of());
  }
}
