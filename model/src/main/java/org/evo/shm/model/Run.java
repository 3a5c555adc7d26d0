// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A configuration that is worth exploring.
 *
 * @param size where it belongs
 * @param exploration explores it, up to a number of states
 * @param leastStates how many states a proof must have visited
 * @param violation a part of the violation that must be found; empty when there must be none
 */
public record Run(
    Size size, IntFunction<Exploration> exploration, long leastStates, Optional<String> violation) {

  /** Where a run belongs. */
  public enum Size {
    /** Part of the build. */
    SMALL,
    /** By hand. */
    LARGE
  }

  static <S> Run proof(Size size, Model<S> model, long leastStates) {
    return new Run(size, max -> Explorer.explore(model, max), leastStates, Optional.empty());
  }

  static <S> Run refutation(Size size, Model<S> model, String violation) {
    return new Run(size, max -> Explorer.explore(model, max), 0, Optional.of(violation));
  }

  /** Explores at most {@code maxStates} states. */
  public Exploration explore(int maxStates) {
    return exploration.apply(maxStates);
  }

  /** Whether it came out as it must. */
  public boolean isExpected(Exploration result) {
    return violation
        .map(v -> result.counterexample().filter(c -> c.violations().toString().contains(v)))
        .map(Optional::isPresent)
        .orElse(result.isProof() && result.states() >= leastStates);
  }

  /** What must come out, in words. */
  public String expectation() {
    return violation
        .map(v -> "must be refuted: " + v + large())
        .orElse(
            "must be exhausted without a violation, " + leastStates + " states at least" + large());
  }

  private String large() {
    return size == Size.LARGE ? " (large)" : "";
  }
}
