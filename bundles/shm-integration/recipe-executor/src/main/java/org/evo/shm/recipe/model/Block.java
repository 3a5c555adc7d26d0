// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

import java.util.List;

/**
 * Steps that run one after the other.
 *
 * @param label what leads to them in the path of a step, for people
 * @param steps at least one
 */
public record Block(String label, List<Step> steps) {

  public Block {
    steps = List.copyOf(steps);
  }

  /** How many steps there are. */
  public int size() {
    return steps.size();
  }
}
