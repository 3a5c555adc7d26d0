// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.List;
import java.util.stream.Collectors;

/** A recipe is not to be run: its file cannot be read, or says something wrong. */
public final class RecipeRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<RecipeProblem> problems;

  /**
   * @param file the file's name, without its directory
   * @param problems all that was found, at least one, in the order of the file
   */
  RecipeRefusedException(String file, List<RecipeProblem> problems) {
    super(describe(file, problems));
    this.problems = List.copyOf(problems);
  }

  /** The file itself is the problem. */
  RecipeRefusedException(String file, String reason) {
    super(file + ": " + reason);
    this.problems = List.of();
  }

  private static String describe(String file, List<RecipeProblem> problems) {
    return problems.stream().map(problem -> file + ":" + problem).collect(Collectors.joining("\n"));
  }

  /** All that was found in the file, none when it could not be read. */
  public List<RecipeProblem> problems() {
    return problems;
  }

  /** The first of them, and how many more there are, in one line. */
  public String summary() {
    int end = getMessage().indexOf('\n');
    return end < 0
        ? getMessage()
        : getMessage().substring(0, end) + " (and " + (problems.size() - 1) + " more)";
  }
}
