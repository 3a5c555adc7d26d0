// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

/**
 * One thing that is wrong with a recipe. Immutable.
 *
 * @param line from 1 on
 * @param column from 1 on
 * @param path as JSON path, for example {@code $.main[3].axis}
 * @param message what is wrong, and what would be right
 */
public record RecipeProblem(int line, int column, String path, String message) {

  RecipeProblem(Place place, String message) {
    this(place.line(), place.column(), place.path(), message);
  }

  @Override
  public String toString() {
    return line + ":" + column + ": " + path + ": " + message;
  }
}
