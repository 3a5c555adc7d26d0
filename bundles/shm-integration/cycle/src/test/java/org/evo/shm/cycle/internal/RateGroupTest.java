// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongConsumer;
import org.evo.shm.cycle.CycleStatistics;
import org.junit.jupiter.api.Test;

class RateGroupTest {

  private final RecordingLogger logger = new RecordingLogger();
  private final RateGroup group = new RateGroup();
  private final LoopMeter meter = new LoopMeter(new LogicalClock(0));
  private final List<String> calls = new ArrayList<>();

  @Test
  void shouldCallTasksByOrderThenNameThenBinding() {
    add(noting("b", "b", 5));
    add(noting("late", "late", 9));
    add(noting("a", "a first", 5));
    add(noting("a", "a second", 5));
    add(noting("early", "early", -1));

    group.run(7, meter);

    assertEquals(List.of("early@7", "a first@7", "a second@7", "b@7", "late@7"), calls);
  }

  @Test
  void shouldGoOnWithTheOthersWhenATaskThrows() {
    add(TestTask.of("bad", 100, 0, failing(new IllegalStateException("broken"))));
    add(noting("good", "good", 1));

    group.run(1, meter);
    group.run(2, meter);

    assertEquals(List.of("good@1", "good@2"), calls);
    assertEquals(
        List.of(
            new CycleStatistics.Task("bad", 0, 2, 2, 0),
            new CycleStatistics.Task("good", 1, 2, 0, 0)),
        group.statistics());
    assertEquals(
        List.of("ERROR task bad threw (0 more since the last report): broken"), logger.lines());
  }

  @Test
  void shouldSurviveAnErrorAsWellAsAnException() {
    add(TestTask.of("bad", 100, 0, nowNs -> sneak(new NoClassDefFoundError("gone"))));
    add(noting("good", "good", 1));

    group.run(1, meter);

    assertEquals(List.of("good@1"), calls);
  }

  @Test
  void shouldNotLetATaskLeaveTheLoopInterrupted() {
    add(TestTask.of("rude", 100, nowNs -> Thread.currentThread().interrupt()));

    group.run(1, meter);

    assertFalse(Thread.currentThread().isInterrupted());
    assertTrue(logger.lines().get(0).contains("rude left its loop interrupted"));
  }

  @Test
  void shouldKeepTheSuccessorWhenItsPredecessorOfTheSameNameGoes() {
    TestTask old = noting("hal", "old", 0);
    add(old);
    add(noting("hal", "new", 0));

    group.remove(old);
    group.run(1, meter);

    assertEquals(List.of("new@1"), calls);
  }

  @Test
  void shouldKnowItsTasks() {
    TestTask task = noting("a", "a", 0);
    assertTrue(group.isEmpty());

    add(task);

    assertTrue(group.contains(task));
    assertFalse(group.contains(noting("a", "another", 0)));
    assertFalse(group.isEmpty());
  }

  @Test
  void shouldBeQuietBetweenCycles() {
    group.run(1, meter);

    assertTrue(group.awaitQuiet(0));
  }

  @Test
  void shouldWaitForTheCycleUnderWay() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    add(TestTask.of("slow", 100, nowNs -> pass(inside, goOn)));
    Thread loop = new Thread(() -> group.run(1, meter));
    loop.start();
    inside.await();

    assertFalse(group.awaitQuiet(1));

    goOn.countDown();
    assertTrue(group.awaitQuiet(60_000));
    loop.join();
  }

  @Test
  void shouldNotMakeATaskWaitForItself() {
    List<Boolean> answers = new ArrayList<>();
    add(TestTask.of("self", 100, nowNs -> answers.add(group.awaitQuiet(0))));

    group.run(1, meter);

    assertEquals(List.of(true), answers);
  }

  private void add(TestTask task) {
    group.add(new BoundTask(task, new FailureLog(logger)));
  }

  private TestTask noting(String name, String note, int order) {
    return TestTask.of(name, 100, order, nowNs -> calls.add(note + "@" + nowNs));
  }

  private static LongConsumer failing(RuntimeException failure) {
    return nowNs -> {
      throw failure;
    };
  }

  private static void sneak(Error error) {
    throw error;
  }

  private static void pass(CountDownLatch inside, CountDownLatch goOn) {
    inside.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
