// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/**
 * A variable of the recipe.
 *
 * @param name as in the file
 * @param slot where its value is
 */
public record Variable(String name, int slot) implements Expression, Target {

  @Override
  public double value(Values values) {
    return values.variable(slot);
  }

  @Override
  public String toString() {
    return name;
  }
}
