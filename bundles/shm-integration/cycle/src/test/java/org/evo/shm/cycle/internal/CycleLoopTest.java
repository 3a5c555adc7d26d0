// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleStatistics;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.Deadline;
import org.evo.shm.cycle.DeadlineClass;
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
    assertEquals(counts(4, 0, 0, 0), loop.statistics().counts());
    assertEquals(
        new CycleStatistics.Distribution(4, 0, 0, 0, 0), loop.statistics().timing().lateness());
    assertEquals(
        new CycleStatistics.Distribution(4, 0, 0, 0, 0), loop.statistics().timing().duration());
  }

  @Test
  void shouldCountAMissedDeadlineThatIsNoOverrun() {
    CycleLoop loop = run(100, 3, onCycle(1, 2 * MS));

    assertEquals(times(10, 20, 30), begins);
    assertEquals(counts(3, 1, 0, 0), loop.statistics().counts());
    assertEquals(2 * MS, loop.statistics().timing().duration().maxNs());
    assertEquals(0, loop.statistics().timing().lastDurationNs());
  }

  @Test
  void shouldNotCountADeadlineThatWasJustMet() {
    CycleLoop loop = run(100, 2, onCycle(1, MS));

    assertEquals(counts(2, 0, 0, 0), loop.statistics().counts());
  }

  @Test
  void shouldCountAnOverrunThatStillMeetsTheDeadline() {
    CycleLoop loop = run(10_000, 3, onCycle(1, 150_000));

    assertEquals(counts(3, 0, 1, 0), loop.statistics().counts());
    assertEquals(50_000, loop.statistics().timing().lateness().maxNs());
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
    assertEquals(counts(3, 1, 1, 2), loop.statistics().counts());
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
  void shouldCountMissesByTheClassOfEachTask() {
    group.add(bound(task("early", -3, Deadline.B, 90_000)));
    group.add(bound(task("late", -2, Deadline.B, 20_000)));
    group.add(bound(task("own", -1, Deadline.of(50_000), 0)));

    CycleLoop loop = run(100, 2, nowNs -> {});

    assertEquals(new CycleStatistics.Misses(0, 2, 2), loop.statistics().counts().misses());
    assertEquals(
        List.of(0L, 2L, 2L, 0L),
        loop.statistics().tasks().stream().map(CycleStatistics.Task::deadlineMisses).toList());
    assertEquals(2, loop.view().misses(DeadlineClass.OWN));
  }

  @Test
  void shouldCountInputsThatWereReadLateUnderClassB() {
    CycleLoop loop = loop(100);
    CycleView view = loop.view();

    run(
        loop,
        "reading",
        2,
        nowNs -> {
          clock.advance(begins.size() == 1 ? 100_000 : 100_001);
          view.inputsRead();
        });

    assertEquals(new CycleStatistics.Misses(0, 1, 0), loop.statistics().counts().misses());
  }

  @Test
  void shouldShowTheLoopToItsTasksWhileTheyRun() {
    CycleLoop loop = loop(1000);
    CycleView view = loop.view();
    List<Long> seen = new ArrayList<>();

    run(
        loop,
        "looking",
        3,
        nowNs -> {
          seen.add(view.cycles());
          seen.add(view.lastLatenessNs());
          seen.add(view.lastDurationNs());
          clock.advance(MS + MS / 4);
        });

    assertEquals(List.of(1L, 0L, 0L, 2L, MS / 4, MS + MS / 4, 3L, MS / 2, MS + MS / 4), seen);
    assertEquals(MS / 2, view.maxLatenessNs());
    assertEquals(MS + MS / 4, view.maxDurationNs());
    assertEquals(3, view.overruns());
    assertEquals(0, view.skipped());
  }

  @Test
  void shouldSayHowTimesAreDistributed() {
    CycleLoop loop = run(10, 1000, nowNs -> clock.advance(begins.size() * 1000L));

    CycleStatistics.Distribution duration = loop.statistics().timing().duration();
    assertEquals(1000, duration.samples());
    assertEquals(500_000, duration.p50Ns(), 500);
    assertEquals(990_000, duration.p99Ns(), 990);
    assertEquals(999_000, duration.p999Ns(), 999);
    assertEquals(1_000_000, duration.maxNs());
    assertEquals(duration, loop.statistics().timing().duration(), "asked again");
  }

  @Test
  void shouldRunNothingWhenStoppedBefore() {
    CycleLoop loop = loop(100);
    loop.stop();

    loop.run();

    assertEquals(0, loop.statistics().counts().cycles());
  }

  @Test
  void shouldAllocateNothingInACycle() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] allocated = new long[2];
    int[] cycles = {0};
    CycleLoop loop = loop(1000);
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
    CycleLoop loop = loop(rateHz);
    run(loop, "noting", cycles, work);
    return loop;
  }

  private void run(CycleLoop loop, String name, int cycles, LongConsumer work) {
    LongConsumer noting =
        nowNs -> {
          begins.add(nowNs);
          work.accept(nowNs);
          if (begins.size() == cycles) {
            loop.stop();
          }
        };
    group.add(bound(TestTask.of(name, loop.statistics().rateHz(), noting)));
    loop.run();
  }

  private TestTask task(String name, int order, Deadline deadline, long durationNs) {
    return new TestTask(
        new CycleSpec(name, 100, order, deadline), nowNs -> clock.advance(durationNs));
  }

  private LongConsumer onCycle(int cycle, long durationNs) {
    return nowNs -> {
      if (begins.size() == cycle) {
        clock.advance(durationNs);
      }
    };
  }

  private CycleLoop loop(int rateHz) {
    LoopScheduling.Wish nothing =
        new LoopScheduling.Wish(ThreadPlan.NONE, Optional.empty(), Optional.empty());
    return new CycleLoop(group, rateHz, clock, new LoopScheduling(rateHz, nothing));
  }

  private static CycleStatistics.Counts counts(
      long cycles, long missesOfA, long overruns, long skipped) {
    return new CycleStatistics.Counts(
        cycles, new CycleStatistics.Misses(missesOfA, 0, 0), overruns, skipped);
  }

  private static BoundTask bound(TestTask task) {
    return new BoundTask(task, new FailureLog(LoggerFactory.getLogger(CycleLoopTest.class)));
  }

  private static List<Long> times(long... milliseconds) {
    return LongStream.of(milliseconds).mapToObj(ms -> START_NS + ms * MS).toList();
  }
}
