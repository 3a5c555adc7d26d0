// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Explores configurations by name, one after the other, and prints their figures: {@code ModelMain
 * NAME...}, or {@code small}, {@code large}, {@code all}; {@code list} names them. {@code --states
 * N} before the names bounds each. Exit codes: 0 all as expected, 1 not, 2 wrong usage.
 */
public final class ModelMain {

  private static final int DEFAULT_MAX_STATES = 20_000_000;
  private static final String STATES = "--states";
  private static final Map<String, Predicate<Run>> GROUPS =
      Map.of(
          "small", run -> run.size() == Run.Size.SMALL,
          "large", run -> run.size() == Run.Size.LARGE,
          "all", run -> true);

  private final PrintStream out;
  private final Map<String, Run> runs;

  ModelMain(PrintStream out) {
    this.out = out;
    this.runs = Runs.all();
  }

  public static void main(String[] args) {
    System.exit(new ModelMain(System.out).run(args));
  }

  int run(String... args) {
    int maxStates = DEFAULT_MAX_STATES;
    List<String> names = List.of(args);
    if (names.size() > 1 && names.get(0).equals(STATES)) {
      try {
        maxStates = Integer.parseInt(names.get(1));
      } catch (NumberFormatException e) {
        return usage("'" + names.get(1) + "' is no number of states");
      }
      names = names.subList(2, names.size());
    }
    if (names.isEmpty()) {
      return usage("no configuration was named");
    }
    if (names.equals(List.of("list"))) {
      runs.forEach((name, run) -> out.printf("%-40s %s%n", name, run.expectation()));
      return 0;
    }
    if (names.size() == 1 && GROUPS.containsKey(names.get(0))) {
      Predicate<Run> group = GROUPS.get(names.get(0));
      names = runs.keySet().stream().filter(name -> group.test(runs.get(name))).toList();
    }
    for (String name : names) {
      if (!runs.containsKey(name)) {
        return usage("there is no configuration '" + name + "'");
      }
    }
    return explore(names, maxStates);
  }

  private int explore(List<String> names, int maxStates) {
    int unexpected = 0;
    for (String name : names) {
      Run run = runs.get(name);
      Exploration result = run.explore(maxStates);
      out.printf("%s: %s%n", name, result);
      if (!run.isExpected(result)) {
        out.printf("%s: NOT AS EXPECTED: %s%n", name, run.expectation());
        unexpected++;
      }
    }
    return unexpected == 0 ? 0 : 1;
  }

  private int usage(String what) {
    out.println(
        what + "; usage: ModelMain [" + STATES + " N] (list | small | large | all | NAME...)");
    return 2;
  }
}
