// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.error.InvalidRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CycleSpecTest {

  private static final CycleStatistics.Distribution NOTHING =
      new CycleStatistics.Distribution(0, 0, 0, 0, 0);

  @ParameterizedTest
  @ValueSource(ints = {10, 1000, 10_000})
  void shouldAcceptARateWithinTheLimits(int rateHz) {
    assertEquals(rateHz, new CycleSpec("task", rateHz, 0).rateHz());
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 9, 10_001})
  void shouldRefuseARateOutsideAndNameTheLimits(int rateHz) {
    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> new CycleSpec("task", rateHz, 0));

    assertTrue(refused.reason().contains(Integer.toString(rateHz)));
    assertEquals("choose 10 to 10000 Hz", refused.remedy());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void shouldRefuseATaskWithoutAName(String name) {
    assertThrows(InvalidRangeException.class, () -> new CycleSpec(name, 100, 0));
  }

  @Test
  void shouldHaveADeadlineOfClassAUnlessItSaysOtherwise() {
    assertEquals(Deadline.A, new CycleSpec("task", 100, 0).deadline());
    assertEquals(1_000_000, Deadline.A.limitNs());
    assertEquals(100_000, Deadline.B.limitNs());
    assertEquals(DeadlineClass.OWN, Deadline.of(5).deadlineClass());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1_000_000_001, Long.MAX_VALUE})
  void shouldRefuseALimitOutsideAndNameTheLimits(long limitNs) {
    InvalidRangeException refused =
        assertThrows(InvalidRangeException.class, () -> Deadline.of(limitNs));

    assertEquals("choose 1 to 1000000000 ns", refused.remedy());
  }

  @Test
  void shouldNotLetAClassHaveAnotherLimit() {
    assertThrows(InvalidRangeException.class, () -> new Deadline(DeadlineClass.A, 2_000_000));
  }

  @Test
  void shouldCopyTheTasksOfStatistics() {
    List<CycleStatistics.Task> tasks = new ArrayList<>();
    CycleStatistics statistics =
        new CycleStatistics(
            10,
            new CycleStatistics.Counts(0, new CycleStatistics.Misses(0, 0, 0), 0, 0),
            new CycleStatistics.Timing(0, NOTHING, NOTHING),
            CycleStatistics.Scheduling.NONE,
            tasks);

    tasks.add(new CycleStatistics.Task("late", 0, 0, 0, 0));

    assertTrue(statistics.tasks().isEmpty());
  }
}
