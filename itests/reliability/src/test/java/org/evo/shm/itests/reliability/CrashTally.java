// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** At which crash points victims died, and what went wrong afterwards. Thread-safe. */
final class CrashTally {

  private final Map<Phase, Integer> points = new EnumMap<>(Phase.class);
  private final Map<Phase, Integer> deaths = new EnumMap<>(Phase.class);
  private final Map<CrashPoint, List<String>> problems = new LinkedHashMap<>();

  synchronized void found(List<CrashPoint> all) {
    all.forEach(point -> points.merge(point.phase(), 1, Integer::sum));
  }

  synchronized void died(CrashPoint point, List<String> found) {
    deaths.merge(point.phase(), 1, Integer::sum);
    if (!found.isEmpty()) {
      problems.put(point, found);
    }
  }

  /** How many points a phase has. */
  synchronized int points(Phase phase) {
    return points.getOrDefault(phase, 0);
  }

  /** At how many of them a victim died. */
  synchronized int deaths(Phase phase) {
    return deaths.getOrDefault(phase, 0);
  }

  synchronized int points() {
    return points.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int deaths() {
    return deaths.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized Map<CrashPoint, List<String>> problems() {
    return new LinkedHashMap<>(problems);
  }
}
