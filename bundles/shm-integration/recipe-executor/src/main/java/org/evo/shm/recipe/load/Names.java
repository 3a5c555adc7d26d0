// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The names that a recipe declares.
 *
 * @param variables by slot
 * @param routines by place, {@code main} first
 */
record Names(List<String> variables, List<String> routines) {

  static final String MAIN = "main";

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");

  Names {
    variables = List.copyOf(variables);
    routines = List.copyOf(routines);
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** What there is, for people. */
  static String choice(List<String> names) {
    return names.isEmpty() ? "there are none" : "there are: " + String.join(", ", names);
  }
}
