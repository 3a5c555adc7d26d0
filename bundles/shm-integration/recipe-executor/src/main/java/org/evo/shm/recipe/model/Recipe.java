// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

import java.util.List;

/**
 * A recipe that was found good.
 *
 * @param name of the file, without its extension
 * @param initialValues of its variables, by slot
 * @param routines its steps: {@code main} first, then the subroutines that {@link Step.Call} names
 *     by their place here
 * @param maxDepth how many blocks can be open inside each other, {@code main} included
 */
public record Recipe(String name, List<Double> initialValues, List<Block> routines, int maxDepth) {

  public Recipe {
    initialValues = List.copyOf(initialValues);
    routines = List.copyOf(routines);
  }

  /** Where it begins. */
  public Block main() {
    return routines.get(0);
  }
}
