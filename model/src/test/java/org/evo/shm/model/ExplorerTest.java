// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplorerTest {

  private static final int MANY = 10_000;

  /** Two counters up to a limit; some sum may be forbidden. */
  private record Counters(int limit, int forbiddenSum) implements Model<Counters.Pair> {

    record Pair(int first, int second) {}

    @Override
    public List<Pair> initialStates() {
      return limit < 0 ? List.of() : List.of(new Pair(0, 0));
    }

    @Override
    public List<Step<Pair>> steps(Pair s) {
      List<Step<Pair>> steps = new ArrayList<>();
      if (s.first() < limit) {
        steps.add(Step.of("first", "counts", new Pair(s.first() + 1, s.second())));
      }
      if (s.second() < limit) {
        steps.add(Step.of("second", "counts", new Pair(s.first(), s.second() + 1)));
      }
      return steps;
    }

    @Override
    public List<String> violations(Pair s) {
      return s.first() + s.second() == forbiddenSum ? List.of("the sum is forbidden") : List.of();
    }
  }

  @Test
  void shouldVisitEveryStateOnce() {
    Exploration result = Explorer.explore(new Counters(9, -1), MANY);

    assertEquals(100, result.states());
    assertEquals(180, result.transitions());
    assertEquals(18, result.depth());
    assertTrue(result.isProof(), result::toString);
  }

  @Test
  void shouldTellAShortestWayToAViolation() {
    Counterexample found =
        Explorer.explore(new Counters(9, 3), MANY).counterexample().orElseThrow();

    assertEquals(List.of("the sum is forbidden"), found.violations());
    assertEquals(3, found.trace().size());
    assertTrue(found.toString().contains("   1. first: counts"), found::toString);
  }

  @Test
  void shouldTakeTheSameWayEachTime() {
    assertEquals(
        Explorer.explore(new Counters(9, 7), MANY).counterexample(),
        Explorer.explore(new Counters(9, 7), MANY).counterexample());
  }

  @Test
  void shouldProveNothingWhenItHitsItsBound() {
    Exploration result = Explorer.explore(new Counters(9, -1), 99);

    assertFalse(result.exhausted());
    assertFalse(result.isProof());
    assertTrue(result.toString().endsWith("BOUND REACHED"), result::toString);
  }

  @Test
  void shouldProveNothingWhenThereIsNothingToExplore() {
    assertFalse(Explorer.explore(new Counters(-1, -1), MANY).isProof());
    assertFalse(Explorer.explore(new Counters(0, -1), MANY).isProof());
  }

  @Test
  void shouldSeeAViolationInTheInitialState() {
    Exploration result = Explorer.explore(new Counters(9, 0), MANY);

    assertTrue(result.counterexample().orElseThrow().trace().isEmpty());
    assertFalse(result.isProof());
  }

  /** Goes between one and two until it gets to three. */
  private record Trap(boolean escapeIsSure) implements Model<Integer> {

    @Override
    public List<Integer> initialStates() {
      return List.of(1);
    }

    @Override
    public List<Step<Integer>> steps(Integer s) {
      return switch (s) {
        case 1 -> List.of(Step.of("it", "goes on", 2));
        case 2 ->
            List.of(
                Step.of("it", "turns round", 1),
                new Step<>("luck", "lets it out", 3, escapeIsSure));
        default -> List.of();
      };
    }

    @Override
    public List<String> violations(Integer s) {
      return List.of();
    }

    @Override
    public boolean isSettled(Integer s) {
      return s == 3;
    }
  }

  @Test
  void shouldFindWhatCanGoOnForEverWithoutAnEnd() {
    Exploration result = Explorer.explore(new Trap(false), MANY);

    assertTrue(result.exhausted());
    assertFalse(result.isProof());
    assertTrue(result.counterexample().orElseThrow().trace().isEmpty(), result::toString);
  }

  @Test
  void shouldPutUpWithDetoursThatEnd() {
    assertTrue(Explorer.explore(new Trap(true), MANY).isProof());
  }
}
