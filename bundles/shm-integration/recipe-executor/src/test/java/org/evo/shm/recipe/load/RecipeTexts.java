// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.Map;

/** Recipes for tests. */
public final class RecipeTexts {

  private RecipeTexts() {}

  /** A book with one recipe, good or wrong. */
  public static RecipeBook book(String name, String text) {
    return new RecipeBook(Map.of(name, entry(name, text)), "looked nowhere else");
  }

  /** The recipe {@code main} of these steps, with the variables a, b and c and a subroutine out. */
  public static String of(String steps) {
    return """
        {"format": 1,
         "variables": {"a": 0, "b": 0, "c": 0},
         "main": [%s],
         "subroutines": {"out": [
           {"do": "set", "target": "c", "value": {"left": "c", "op": "+", "right": 1}},
           {"do": "wait", "timeMs": 2}]}}
        """
        .formatted(steps);
  }

  private static RecipeBook.Entry entry(String name, String text) {
    try {
      return RecipeBook.Entry.good(RecipeParser.parse(name, name + ".json", text));
    } catch (RecipeRefusedException e) {
      return RecipeBook.Entry.refused(e.summary());
    }
  }
}
