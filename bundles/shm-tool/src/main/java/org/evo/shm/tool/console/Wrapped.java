// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.util.ArrayList;
import java.util.List;

/** Long text in lines that fit a column. */
public final class Wrapped {

  private Wrapped() {}

  /**
   * The text in lines of at most {@code width} characters, broken at blanks; a word that is longer
   * has a line of its own. At least one line.
   */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" +")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
