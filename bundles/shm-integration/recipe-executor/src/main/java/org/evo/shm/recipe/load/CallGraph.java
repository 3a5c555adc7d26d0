// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Step;

/**
 * Who calls whom. No routine may call itself, also not through others, so the stack of a recipe has
 * a size that is known when it is loaded.
 */
final class CallGraph {

  private final List<String> routines;
  private final List<CallSite> calls;
  private final Problems problems;
  private final BitSet finished = new BitSet();
  private final Deque<Integer> open = new ArrayDeque<>();

  CallGraph(Names names, List<CallSite> calls, Problems problems) {
    this.routines = names.routines();
    this.calls = List.copyOf(calls);
    this.problems = problems;
  }

  /** Each circle of calls is a problem of the call that closes it. */
  void checkRecursion() {
    for (int routine = 0; routine < routines.size(); routine++) {
      visit(routine);
    }
  }

  private void visit(int routine) {
    if (finished.get(routine)) {
      return;
    }
    open.addLast(routine);
    for (CallSite call : calls) {
      if (call.from() == routine) {
        follow(call);
      }
    }
    open.removeLast();
    finished.set(routine);
  }

  private void follow(CallSite call) {
    if (open.contains(call.to())) {
      problems.add(call.place(), "a subroutine cannot call itself: " + circle(call.to()));
    } else {
      visit(call.to());
    }
  }

  private String circle(int to) {
    return open.stream()
            .dropWhile(routine -> routine != to)
            .map(routines::get)
            .collect(Collectors.joining(" -> "))
        + " -> "
        + routines.get(to);
  }

  /**
   * How many blocks can be open inside each other, the block of {@code main} included. Only when
   * there is no recursion.
   */
  static int depth(List<Block> routines) {
    return depth(routines.get(0), routines, new int[routines.size()]);
  }

  private static int depth(Block block, List<Block> routines, int[] known) {
    int deepest = 0;
    for (Step step : block.steps()) {
      deepest = Math.max(deepest, depth(step, routines, known));
    }
    return 1 + deepest;
  }

  private static int depth(Step step, List<Block> routines, int[] known) {
    if (step instanceof Step.Call call) {
      if (known[call.routine()] == 0) {
        known[call.routine()] = depth(routines.get(call.routine()), routines, known);
      }
      return known[call.routine()];
    }
    if (step instanceof Step.Branch branch) {
      int otherwise = branch.whenFalse().map(block -> depth(block, routines, known)).orElse(0);
      return Math.max(depth(branch.whenTrue(), routines, known), otherwise);
    }
    if (step instanceof Step.Repeat repeat) {
      return depth(repeat.body(), routines, known);
    }
    return step instanceof Step.Loop loop ? depth(loop.body(), routines, known) : 0;
  }
}
