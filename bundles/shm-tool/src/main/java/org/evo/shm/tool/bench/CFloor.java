// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.evo.shm.tool.bench.BenchCase.Moved;

/** What a C program needs for the same protocol, over several rounds. Used by one thread. */
final class CFloor {

  private final Map<Moved, List<Double>> samples = new HashMap<>();

  /** Takes what one run printed: lines of an operation, bytes and nanoseconds. */
  void take(List<String> lines) {
    for (String line : lines) {
      String[] columns = line.trim().split("\\s+");
      if (columns.length == 3) {
        take(columns);
      }
    }
  }

  private void take(String[] columns) {
    Direction direction =
        switch (columns[0]) {
          case "write" -> Direction.IN;
          case "read" -> Direction.OUT;
          default -> null;
        };
    if (direction != null) {
      Moved moved = new Moved(direction, Integer.parseInt(columns[1]));
      samples.computeIfAbsent(moved, m -> new ArrayList<>()).add(Double.valueOf(columns[2]));
    }
  }

  /** The median time in nanoseconds, empty when it was not measured. */
  OptionalDouble medianNs(Moved moved) {
    List<Double> values = samples.get(moved);
    return values == null ? OptionalDouble.empty() : OptionalDouble.of(Statistics.median(values));
  }
}
