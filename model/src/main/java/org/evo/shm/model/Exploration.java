// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.util.Optional;

/**
 * What an exploration found.
 *
 * @param states distinct states seen
 * @param transitions steps taken
 * @param depth the longest of all shortest ways to a state, in steps
 * @param durationNs how long it took
 * @param exhausted whether every state was visited
 * @param counterexample the nearest violation
 */
public record Exploration(
    long states,
    long transitions,
    int depth,
    long durationNs,
    boolean exhausted,
    Optional<Counterexample> counterexample) {

  /**
   * Whether it proves something: there was something to explore, all of it was, and all was good.
   */
  public boolean isProof() {
    return exhausted && states > 0 && transitions > 0 && counterexample.isEmpty();
  }

  /** The figures in one line, and what went wrong. */
  @Override
  public String toString() {
    String figures =
        String.format(
            "%d states, %d transitions, depth %d, %.1f s",
            states, transitions, depth, durationNs / 1e9);
    if (counterexample.isPresent()) {
      return figures + ": VIOLATION" + System.lineSeparator() + counterexample.get();
    }
    if (!isProof()) {
      return figures + (exhausted ? ": NOTHING EXPLORED" : ": BOUND REACHED");
    }
    return figures + ": exhausted, no violation";
  }
}
