// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import java.util.function.Supplier;
import org.evo.shm.SegmentWriter;
import org.evo.shm.recipe.load.RecipeBook;
import org.evo.shm.recipe.run.RecipeExecutor;

/**
 * Who has the segment is in charge; without it another one may be, and nothing is done or
 * remembered. Whoever takes over begins idle. It outlives changes of the configuration. Owned by
 * the loop. Hot, but for a change.
 */
final class Charge {

  private final Supplier<RecipeBook> recipes;
  private SegmentWriter known;
  private RecipeExecutor executor;

  /**
   * @param recipes those that are known now; hot
   */
  Charge(Supplier<RecipeBook> recipes) {
    this.recipes = recipes;
  }

  /**
   * Says whether the segment is ours. Once a cycle.
   *
   * @param writer of the segment, null while it is not; another one than before means that it was
   *     lost in between
   */
  void take(SegmentWriter writer, long nowNs) {
    if (writer != known) {
      known = writer;
      executor = writer == null ? null : new RecipeExecutor(recipes, nowNs);
    }
  }

  boolean isOurs() {
    return executor != null;
  }

  /** Of this time in charge, null when it is not ours. */
  RecipeExecutor executor() {
    return executor;
  }
}
