// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, up to as much as anybody would read. */
final class Problems {

  static final int MAX = 50;

  private final List<RecipeProblem> found = new ArrayList<>();

  void add(Place place, String message) {
    if (found.size() < MAX) {
      found.add(new RecipeProblem(place, message));
    }
  }

  boolean none() {
    return found.isEmpty();
  }

  /** In the order of the file. */
  List<RecipeProblem> list() {
    return found.stream()
        .sorted(Comparator.comparingInt(RecipeProblem::line).thenComparing(RecipeProblem::column))
        .toList();
  }
}
