// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Visits every state of a model, nearest first, so that the way to a violation is a shortest one,
 * then asks of each whether it leads to a settled one. Deterministic. Used once, by one thread;
 * memory grows with the number of states.
 *
 * @param <S> the state
 */
public final class Explorer<S> {

  private static final int NO_PARENT = -1;

  private final Model<S> model;
  private final int maxStates;
  private final Map<S, Integer> numbers = new HashMap<>();
  private final List<S> states = new ArrayList<>();
  private final Links sure = new Links();
  private final BitSet settled = new BitSet();
  private int[] parents = new int[1024];
  private long transitions;
  private int depth;

  private Explorer(Model<S> model, int maxStates) {
    this.model = model;
    this.maxStates = maxStates;
  }

  /**
   * Explores until a violation is found, everything has been visited, or {@code maxStates} are
   * known.
   */
  public static <S> Exploration explore(Model<S> model, int maxStates) {
    return new Explorer<>(model, maxStates).run();
  }

  private Exploration run() {
    long startNs = System.nanoTime();
    for (S state : model.initialStates()) {
      number(state, NO_PARENT);
    }
    Optional<Counterexample> found = Optional.empty();
    int levelEnd = states.size();
    int next = 0;
    while (next < states.size() && found.isEmpty() && states.size() <= maxStates) {
      if (next == levelEnd) {
        depth++;
        levelEnd = states.size();
      }
      found = visit(next++);
    }
    boolean exhausted = found.isEmpty() && next == states.size();
    if (exhausted) {
      found = nearestStuck();
    }
    return new Exploration(
        states.size(), transitions, depth, System.nanoTime() - startNs, exhausted, found);
  }

  private Optional<Counterexample> visit(int number) {
    S state = states.get(number);
    List<String> violations = model.violations(state);
    if (!violations.isEmpty()) {
      return Optional.of(new Counterexample(violations, trace(number), state.toString()));
    }
    if (model.isSettled(state)) {
      settled.set(number);
    }
    for (Step<S> step : model.steps(state)) {
      transitions++;
      int next = number(step.next(), number);
      if (step.sure()) {
        sure.add(number, next);
      }
    }
    return Optional.empty();
  }

  /** A state from which nothing that will happen leads to a settled one. */
  private Optional<Counterexample> nearestStuck() {
    int stuck = sure.leadingTo(settled, states.size()).nextClearBit(0);
    if (stuck == states.size()) {
      return Optional.empty();
    }
    List<String> violations = List.of("from here nothing that will happen leads to an end");
    return Optional.of(new Counterexample(violations, trace(stuck), states.get(stuck).toString()));
  }

  private int number(S state, int parent) {
    int number = states.size();
    Integer known = numbers.putIfAbsent(state, number);
    if (known == null) {
      states.add(state);
      if (number == parents.length) {
        parents = Arrays.copyOf(parents, 2 * number);
      }
      parents[number] = parent;
    }
    return known == null ? number : known;
  }

  /** Labels are not kept: the steps of each state on the way are asked for again. */
  private List<String> trace(int last) {
    List<String> labels = new ArrayList<>();
    for (int at = last; parents[at] != NO_PARENT; at = parents[at]) {
      S to = states.get(at);
      labels.add(
          0,
          model.steps(states.get(parents[at])).stream()
              .filter(step -> step.next().equals(to))
              .findFirst()
              .map(Step::toString)
              .orElseThrow(() -> new IllegalStateException("the model is not deterministic")));
    }
    return labels;
  }
}
