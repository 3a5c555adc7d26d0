// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.evo.shm.cycle.CycleStatistics;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CycleLoopTest {

  private static final long MS = 1_000_000;

  /** Near the end of the range: times are compared by difference, for they may wrap around. */
  private static final long START_NS = Long.MAX_VALUE - 2 * MS;

  private final LogicalClock clock = new LogicalClock(START_NS);
  private final RateGroup group = new RateGroup();
  private final List<Long> begins = new ArrayList<>();

  @Test
  void shouldRunOnTheGridOfItsRate() {
    CycleLoop loop = run(1000, 4, nowNs -> {});

    assertEquals(times(1, 2, 3, 4), begins);
    assertEquals(new CycleStatistics.Counts(4, 0, 0, 0), loop.statistics().counts());
    assertEquals(new CycleStatistics.Timing(0, 0, 0), loop.statistics().timing());
  }

  @Test
  void shouldCountAMissedDeadlineThatIsNoOverrun() {
    CycleLoop loop = run(100, 3, onCycle(1, 2 * MS));

    assertEquals(times(10, 20, 30), begins);
    assertEquals(new CycleStatistics.Counts(3, 1, 0, 0), loop.statistics().counts());
    assertEquals(2 * MS, loop.statistics().timing().maxDurationNs());
    assertEquals(0, loop.statistics().timing().lastDurationNs());
  }

  @Test
  void shouldNotCountADeadlineThatWasJustMet() {
    CycleLoop loop = run(100, 2, onCycle(1, MS));

    assertEquals(0, loop.statistics().counts().deadlineMisses());
  }

  @Test
  void shouldCountAnOverrunThatStillMeetsTheDeadline() {
    CycleLoop loop = run(10_000, 3, onCycle(1, 150_000));

    assertEquals(new CycleStatistics.Counts(3, 0, 1, 0), loop.statistics().counts());
    assertEquals(50_000, loop.statistics().timing().maxLatenessNs());
  }

  @Test
  void shouldRunALateCycleAtOnceAndStayOnTheGrid() {
    run(1000, 3, onCycle(1, MS + MS / 4));

    assertEquals(List.of(START_NS + MS, START_NS + 2 * MS + MS / 4, START_NS + 3 * MS), begins);
  }

  @Test
  void shouldLeaveOutCyclesThatAreWhollyPast() {
    CycleLoop loop = run(1000, 3, onCycle(1, 3 * MS + MS / 2));

    assertEquals(List.of(START_NS + MS, START_NS + 4 * MS + MS / 2, START_NS + 5 * MS), begins);
    assertEquals(new CycleStatistics.Counts(3, 1, 1, 2), loop.statistics().counts());
  }

  @Test
  void shouldGoOnAfterAJumpOfManyPeriods() {
    CycleLoop loop = run(1000, 2, onCycle(1, 3_600_000 * MS));

    assertEquals(3_600_000 - 1, loop.statistics().counts().skipped());
    assertEquals(START_NS + 3_600_001 * MS, begins.get(1));
  }

  @Test
  void shouldGiveTheSameTimeToAllTasksOfACycle() {
    group.add(bound(TestTask.of("first", 100, -1, nowNs -> clock.advance(MS))));

    run(100, 2, nowNs -> {});

    assertEquals(times(10, 20), begins);
  }

  @Test
  void shouldRunNothingWhenStoppedBefore() {
    CycleLoop loop = new CycleLoop(group, 100, clock);
    loop.stop();

    loop.run();

    assertEquals(0, loop.statistics().counts().cycles());
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[2];
    int[] cycles = {0};
    CycleLoop loop = new CycleLoop(group, 1000, clock);
    group.add(
        bound(
            TestTask.of(
                "measure",
                1000,
                nowNs -> {
                  cycles[0]++;
                  if (cycles[0] == 50_000) {
                    allocated[0] = threads.getCurrentThreadAllocatedBytes();
                  } else if (cycles[0] == 150_000) {
                    allocated[1] = threads.getCurrentThreadAllocatedBytes();
                    loop.stop();
                  }
                })));

    loop.run();

    long perCycle = (allocated[1] - allocated[0]) / 100_000;
    assertTrue(allocated[0] > 0, "this JVM does not measure allocation");
    assertEquals(0, perCycle, "bytes a cycle");
  }

  private CycleLoop run(int rateHz, int cycles, LongConsumer work) {
    CycleLoop loop = new CycleLoop(group, rateHz, clock);
    LongConsumer noting =
        nowNs -> {
          begins.add(nowNs);
          work.accept(nowNs);
          if (begins.size() == cycles) {
            loop.stop();
          }
        };
    group.add(bound(TestTask.of("noting", rateHz, noting)));
    loop.run();
    return loop;
  }

  private LongConsumer onCycle(int cycle, long durationNs) {
    return nowNs -> {
      if (begins.size() == cycle) {
        clock.advance(durationNs);
      }
    };
  }

  private static BoundTask bound(TestTask task) {
    return new BoundTask(task, new FailureLog(LoggerFactory.getLogger(CycleLoopTest.class)));
  }

  private static List<Long> times(long... milliseconds) {
    return LongStream.of(milliseconds).mapToObj(ms -> START_NS + ms * MS).toList();
  }
}
