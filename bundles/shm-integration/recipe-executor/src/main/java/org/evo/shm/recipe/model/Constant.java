// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/**
 * A number of the recipe itself.
 *
 * @param number finite
 */
public record Constant(double number) implements Expression {

  @Override
  public double value(Values values) {
    return number;
  }

  @Override
  public String toString() {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
