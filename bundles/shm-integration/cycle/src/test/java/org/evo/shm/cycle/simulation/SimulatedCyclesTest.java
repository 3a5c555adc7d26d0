// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.junit.jupiter.api.Test;

class SimulatedCyclesTest {

  private static final long MS = 1_000_000;

  /** Times are compared by difference, for they may wrap around. */
  private static final long START_NS = Long.MAX_VALUE - 2 * MS;

  private final SimulatedCycles cycles = new SimulatedCycles(START_NS, Set.of());
  private final List<String> calls = new ArrayList<>();

  private record Task(CycleSpec spec, LongConsumer work) implements CyclicTask {

    @Override
    public void cycle(long nowNs) {
      work.accept(nowNs);
    }
  }

  @Test
  void shouldCallWhatIsDueByOrderThenNameWhateverTheRates() {
    add("slow", 100, 0);
    add("b", 500, 1);
    add("a", 500, 1);
    add("first", 200, -1);

    cycles.run(10 * MS);

    assertEquals(
        List.of("a@2", "b@2", "a@4", "b@4", "first@5", "a@6", "b@6", "a@8", "b@8"),
        calls.subList(0, 9));
    assertEquals(List.of("first@10", "slow@10", "a@10", "b@10"), calls.subList(9, 13));
    assertEquals(10 * MS, cycles.elapsedNs());
  }

  @Test
  void shouldDoTheSameEveryTime() {
    List<List<String>> runs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SimulatedCycles run = new SimulatedCycles(0, Set.of());
      List<String> seen = new ArrayList<>();
      run.register(task("a", 1000, 0, nowNs -> seen.add("a" + nowNs)));
      run.register(task("b", 300, 0, nowNs -> seen.add("b" + nowNs)));
      run.run(1000 * MS);
      runs.add(seen);
    }

    assertEquals(1300, runs.get(0).size());
    assertEquals(runs.get(0), runs.get(1));
  }

  @Test
  void shouldStepFromOneMomentToTheNext() {
    add("a", 1000, 0);
    add("b", 500, 0);

    cycles.step();
    assertEquals(List.of("a@1"), calls);
    assertEquals(START_NS + MS, cycles.nowNs());

    cycles.step();
    assertEquals(List.of("a@1", "a@2", "b@2"), calls);
  }

  @Test
  void shouldNotStartTimeBeforeAllAwaitedTasksAreThere() {
    SimulatedCycles waiting = new SimulatedCycles(0, Set.of("hal", "control"));
    waiting.register(task("hal", 1000, 0, nowNs -> calls.add("hal")));

    IllegalStateException early = assertThrows(IllegalStateException.class, waiting::step);
    assertTrue(early.getMessage().contains("[control]"));

    Runnable leave = waiting.register(task("control", 1000, 0, nowNs -> calls.add("control")));
    waiting.step();
    leave.run();
    waiting.step();
    assertEquals(List.of("control", "hal", "hal"), calls);
  }

  @Test
  void shouldNotRunWithoutAnyTask() {
    assertThrows(IllegalStateException.class, () -> cycles.run(MS));
  }

  @Test
  void shouldLetATaskLeaveInItsOwnCycle() {
    Runnable[] leave = new Runnable[1];
    leave[0] = cycles.register(task("once", 1000, 0, nowNs -> leave[0].run()));
    add("b", 1000, 1);

    cycles.run(2 * MS);

    assertEquals(List.of("b@1", "b@2"), calls);
  }

  @Test
  void shouldLetOutWhatATaskThrows() {
    cycles.register(
        task(
            "bad",
            1000,
            0,
            nowNs -> {
              throw new IllegalArgumentException("broken");
            }));

    assertThrows(IllegalArgumentException.class, cycles::step);
    assertEquals(MS, cycles.elapsedNs());
  }

  @Test
  void shouldNotOvertakeRealTimeAtRealPace() {
    add("a", 1000, 0);
    long beganNs = System.nanoTime();

    cycles.runAtRealPace(20 * MS);

    assertTrue(System.nanoTime() - beganNs >= 20 * MS);
    assertEquals(20, calls.size());
  }

  @Test
  void shouldEndRealPaceWhenInterrupted() {
    add("a", 1000, 0);
    Thread.currentThread().interrupt();

    cycles.runAtRealPace(3_600_000 * MS);

    assertTrue(Thread.interrupted());
    assertFalse(calls.size() > 1);
  }

  private void add(String name, int rateHz, int order) {
    cycles.register(
        task(name, rateHz, order, nowNs -> calls.add(name + "@" + (nowNs - START_NS) / MS)));
  }

  private static Task task(String name, int rateHz, int order, LongConsumer work) {
    return new Task(new CycleSpec(name, rateHz, order), work);
  }
}
