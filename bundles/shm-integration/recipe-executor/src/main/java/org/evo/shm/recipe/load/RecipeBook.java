// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.Map;
import java.util.Optional;
import org.evo.shm.recipe.model.Recipe;

/** The recipes of a directory at one moment, the wrong ones with what is wrong. Immutable. */
public final class RecipeBook {

  /**
   * A recipe, or why there is none.
   *
   * @param recipe the recipe, empty when it was refused
   * @param refusal the first thing that is wrong, in one line, empty when nothing is
   */
  public record Entry(Optional<Recipe> recipe, String refusal) {

    static Entry good(Recipe recipe) {
      return new Entry(Optional.of(recipe), "");
    }

    static Entry refused(String why) {
      return new Entry(Optional.empty(), why);
    }
  }

  private final Map<String, Entry> entries;
  private final String absence;

  RecipeBook(Map<String, Entry> entries, String absence) {
    this.entries = Map.copyOf(entries);
    this.absence = absence;
  }

  /**
   * Without a recipe.
   *
   * @param why what is said when one is asked for
   */
  public static RecipeBook empty(String why) {
    return new RecipeBook(Map.of(), why);
  }

  /** The recipe of a name, or why it cannot be run. Timing: hot, but for one that is unknown. */
  public Entry find(String name) {
    Entry entry = entries.get(name);
    return entry != null
        ? entry
        : Entry.refused("there is no recipe '" + Place.printable(name) + "', " + absence);
  }
}
