// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

import java.util.List;

/**
 * What a recipe decides by. Every part is evaluated every time, so that a signal that cannot be had
 * is noticed always. Immutable.
 */
public sealed interface Condition permits Comparison, Condition.All, Condition.Any, Condition.Not {

  /** Whether it holds now; meaningless when a signal in it could not be had. Timing: hot. */
  boolean holds(Values values);

  /** All parts hold. */
  record All(List<Condition> parts) implements Condition {

    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Values values) {
      boolean all = true;
      // By index: an iterator would be allocated in every cycle.
      for (int i = 0; i < parts.size(); i++) {
        all &= parts.get(i).holds(values);
      }
      return all;
    }
  }

  /** At least one part holds. */
  record Any(List<Condition> parts) implements Condition {

    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean holds(Values values) {
      boolean any = false;
      for (int i = 0; i < parts.size(); i++) {
        any |= parts.get(i).holds(values);
      }
      return any;
    }
  }

  /** The part does not hold. */
  record Not(Condition part) implements Condition {

    @Override
    public boolean holds(Values values) {
      return !part.holds(values);
    }
  }
}
