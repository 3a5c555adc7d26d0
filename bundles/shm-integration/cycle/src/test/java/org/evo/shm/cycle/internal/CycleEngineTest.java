// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleStatistics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With real threads and the machine's clock. */
@Timeout(60)
class CycleEngineTest {

  private final CycleEngine engine = new CycleEngine(new SystemClock());
  private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

  @AfterEach
  void shouldLeaveNoThread() {
    engine.close();
    await().until(() -> seen.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void shouldRunTasksOfOneRateOnOneThreadAndOthersElsewhere() {
    AtomicReference<Thread> first = new AtomicReference<>();
    AtomicReference<Thread> second = new AtomicReference<>();
    AtomicReference<Thread> other = new AtomicReference<>();

    engine.add(TestTask.of("first", 200, nowNs -> first.set(note())));
    engine.add(TestTask.of("second", 200, nowNs -> second.set(note())));
    engine.add(TestTask.of("other", 100, nowNs -> other.set(note())));
    await().until(() -> first.get() != null && second.get() != null && other.get() != null);

    assertEquals(first.get(), second.get());
    assertNotSame(first.get(), other.get());
    assertEquals("evo-cycle-200Hz", first.get().getName());
    assertEquals(List.of(100, 200), rates());
  }

  @Test
  void shouldCallATaskNeverAgainOnceItIsRemoved() {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger witness = new AtomicInteger();
    TestTask removed = TestTask.of("removed", 1000, nowNs -> calls.incrementAndGet());
    engine.add(removed);
    engine.add(TestTask.of("witness", 1000, nowNs -> witness.incrementAndGet()));
    await().until(() -> calls.get() > 3);

    engine.remove(removed);

    int last = calls.get();
    int from = witness.get();
    await().until(() -> witness.get() > from + 20);
    assertEquals(last, calls.get());
  }

  @Test
  void shouldNeverBeInsideATaskWhenItsRemovalReturns() {
    engine.add(TestTask.of("witness", 10_000, nowNs -> note()));
    AtomicInteger late = new AtomicInteger();
    for (int i = 0; i < 500; i++) {
      AtomicBoolean gone = new AtomicBoolean();
      AtomicInteger calls = new AtomicInteger();
      TestTask task = TestTask.of("task", 10_000, nowNs -> call(calls, gone, late));
      engine.add(task);
      await().pollInterval(Duration.ofNanos(50_000)).until(() -> calls.get() > 0);

      engine.remove(task);
      gone.set(true);
    }

    assertEquals(0, late.get());
  }

  /** Takes a while, so that a removal finds it at work. */
  private static void call(AtomicInteger calls, AtomicBoolean gone, AtomicInteger late) {
    calls.incrementAndGet();
    for (int i = 0; i < 2000; i++) {
      Thread.onSpinWait();
      if (gone.get()) {
        late.incrementAndGet();
      }
    }
  }

  @Test
  void shouldEndTheThreadWithTheLastTaskOfItsRate() {
    TestTask task = TestTask.of("only", 10, nowNs -> note());
    engine.add(task);
    await().until(() -> !seen.isEmpty());

    engine.remove(task);

    assertTrue(seen.stream().noneMatch(Thread::isAlive));
    assertEquals(List.of(), engine.statistics());
  }

  @Test
  void shouldKeepTheThreadWhenTheSuccessorComesBeforeThePredecessorGoes() {
    TestTask old = TestTask.of("hal", 200, nowNs -> note());
    engine.add(old);
    await().until(() -> !seen.isEmpty());
    AtomicInteger calls = new AtomicInteger();

    engine.add(
        TestTask.of(
            "hal",
            200,
            nowNs -> {
              note();
              calls.incrementAndGet();
            }));
    engine.remove(old);
    await().until(() -> calls.get() > 3);

    assertEquals(1, seen.size());
  }

  @Test
  void shouldLetATaskRemoveItselfInItsCycle() {
    AtomicReference<TestTask> self = new AtomicReference<>();
    CountDownLatch removed = new CountDownLatch(1);
    self.set(
        TestTask.of(
            "self",
            100,
            nowNs -> {
              note();
              engine.remove(self.get());
              removed.countDown();
            }));

    engine.add(self.get());

    await().until(() -> removed.getCount() == 0);
    await().until(() -> seen.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void shouldIgnoreATaskItDoesNotKnow() {
    engine.remove(TestTask.of("stranger", 100, nowNs -> {}));

    assertEquals(List.of(), engine.statistics());
  }

  @Test
  void shouldTakeNoTaskOnceItIsClosed() {
    engine.close();

    TestTask late = TestTask.of("late", 100, nowNs -> {});
    assertThrows(IllegalStateException.class, () -> engine.add(late));
  }

  @Test
  void shouldEndAllLoopsWhenClosedAndAgainDoNothing() {
    engine.add(TestTask.of("slow", 10, nowNs -> note()));
    engine.add(TestTask.of("fast", 1000, nowNs -> note()));
    await().until(() -> seen.size() == 2);

    engine.close();
    engine.close();

    assertTrue(seen.stream().noneMatch(Thread::isAlive));
  }

  @Test
  void shouldNotWaitForEverForATaskThatHangs() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    TestTask hanging =
        TestTask.of(
            "hanging",
            100,
            nowNs -> {
              note();
              inside.countDown();
              awaitUninterrupted(goOn);
            });
    engine.add(hanging);
    awaitUninterrupted(inside);

    engine.remove(hanging);

    assertFalse(seen.stream().noneMatch(Thread::isAlive));
    goOn.countDown();
  }

  @Test
  void shouldGoOnWhenTheLoopIsInterruptedFromOutside() {
    AtomicInteger calls = new AtomicInteger();
    engine.add(
        TestTask.of(
            "task",
            100,
            nowNs -> {
              note();
              calls.incrementAndGet();
            }));
    await().until(() -> calls.get() > 0);

    seen.forEach(Thread::interrupt);

    int from = calls.get();
    await().until(() -> calls.get() > from + 3);
  }

  @Test
  void shouldTellTheTasksOfALoopThatMayNotRunAndCallThemOnceItMay() {
    FakeScheduling kernel = new FakeScheduling();
    kernel.refusePolicies();
    engine.schedule(PlanParser.parse("200 fifo priority=7 required"));
    engine.platform(Optional.of(kernel));
    RefusedTask early = new RefusedTask(new CycleSpec("early", 200, 0));
    RefusedTask late = new RefusedTask(new CycleSpec("late", 200, 0));
    AtomicInteger others = new AtomicInteger();

    engine.add(early);
    engine.add(TestTask.of("other", 100, nowNs -> others.incrementAndGet()));
    await().until(() -> !early.refusals().isEmpty());
    engine.add(late);
    await().until(() -> !late.refusals().isEmpty() && others.get() > 1);
    assertEquals(0, early.calls() + late.calls());

    kernel.grantPolicies();
    engine.platform(Optional.of(kernel));
    await().until(() -> early.calls() > 1 && late.calls() > 1);
    assertEquals(1, early.refusals().size());
    assertEquals("FIFO 7 on [0, 1]", engine.statistics().get(1).scheduling().inForce());
  }

  @Test
  void shouldLeaveScheduledLoopsAsTheyAreWhenNobodyCanScheduleAnyMore() {
    engine.schedule(PlanParser.parse("200 fifo required"));
    engine.platform(Optional.of(new FakeScheduling()));
    AtomicInteger calls = new AtomicInteger();
    engine.add(TestTask.of("task", 200, nowNs -> calls.incrementAndGet()));
    await().until(() -> calls.get() > 1);

    engine.platform(Optional.empty());

    int from = calls.get();
    await().until(() -> calls.get() > from + 2);
  }

  private Thread note() {
    seen.add(Thread.currentThread());
    return Thread.currentThread();
  }

  private List<Integer> rates() {
    return engine.statistics().stream().map(CycleStatistics::rateHz).toList();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
