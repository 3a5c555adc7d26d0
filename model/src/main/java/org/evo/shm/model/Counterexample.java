// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.util.List;

/**
 * How a model can be brought into a bad state.
 *
 * @param violations what is wrong there
 * @param trace the steps, from an initial state, in words
 * @param state the bad state
 */
public record Counterexample(List<String> violations, List<String> trace, String state) {

  public Counterexample {
    violations = List.copyOf(violations);
    trace = List.copyOf(trace);
  }

  /** For people: numbered steps, then what is wrong. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < trace.size(); i++) {
      text.append(String.format("%4d. %s%n", i + 1, trace.get(i)));
    }
    violations.forEach(v -> text.append(String.format("   => %s%n", v)));
    return text.append("      ").append(state).toString();
  }
}
