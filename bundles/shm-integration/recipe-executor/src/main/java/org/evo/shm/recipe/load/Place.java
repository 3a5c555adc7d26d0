// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

/**
 * Where something is in a file.
 *
 * @param line from 1 on
 * @param column from 1 on
 * @param path as JSON path, for example {@code $.main[3].axis}
 */
record Place(int line, int column, String path) {

  private static final int SHOWN = 40;

  /** The start of a file. */
  static final Place START = new Place(1, 1, "$");

  Place at(int otherLine, int otherColumn) {
    return new Place(otherLine, otherColumn, path);
  }

  /** The place of a member; keys are a stranger's words and are cut and cleaned. */
  Place member(String key, int keyLine, int keyColumn) {
    return new Place(keyLine, keyColumn, path + "." + printable(key));
  }

  Place element(int index) {
    return new Place(line, column, path + "[" + index + "]");
  }

  /** A word of a file, made fit for a message: short, and nothing that steers a terminal. */
  static String printable(String word) {
    String cut = word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "...";
    StringBuilder safe = new StringBuilder(cut.length());
    cut.chars().forEach(c -> safe.append(c < ' ' || c > '~' ? '?' : (char) c));
    return safe.toString();
  }
}
