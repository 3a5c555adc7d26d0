// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a number of inputs.
 *
 * @param inputs how many of each kind
 * @param outcomes for each step how often it went well, and how often it was refused with which
 *     code
 * @param findings what must not happen
 */
record Tally(
    Map<String, Long> inputs, Map<String, Map<String, Long>> outcomes, List<Finding> findings) {

  static Tally empty() {
    return new Tally(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
  }

  void input(Kind kind) {
    inputs.merge(kind.name(), 1L, Long::sum);
  }

  void outcome(String step, String outcome) {
    outcomes.computeIfAbsent(step, s -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
  }

  void add(Tally other) {
    other.inputs.forEach((kind, n) -> inputs.merge(kind, n, Long::sum));
    other.outcomes.forEach(
        (step, codes) ->
            codes.forEach(
                (code, n) ->
                    outcomes
                        .computeIfAbsent(step, s -> new TreeMap<>())
                        .merge(code, n, Long::sum)));
    findings.addAll(other.findings);
  }

  long total() {
    return inputs.values().stream().mapToLong(Long::longValue).sum();
  }
}
