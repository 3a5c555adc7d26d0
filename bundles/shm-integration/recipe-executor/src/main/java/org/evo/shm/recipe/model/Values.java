// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

/** What expressions are calculated from. Access is hot. Owned by the loop. */
public interface Values {

  /** The value of a signal now, in the unit of its kind; NaN while it cannot be had. */
  double signal(Signal signal);

  /** The value of the variable in this slot. */
  double variable(int slot);

  /** Called when two numbers cannot be compared, because one of them is none. */
  void incomparable();
}
