// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/** A number that is calculated while the recipe runs. Immutable. */
public sealed interface Expression permits Constant, Variable, Signal, Arithmetic {

  /** The number now; NaN while a signal in it cannot be had. Timing: hot. */
  double value(Values values);
}
