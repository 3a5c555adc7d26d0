// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.util.List;

/**
 * Shows one block of lines after the other: on a terminal each over the one before, cut to the
 * height that the terminal has; elsewhere one below the other. Used by one thread.
 */
public final class Frames {

  private final Output output;
  private int linesBefore;

  /**
   * @param output for people
   */
  public Frames(Output output) {
    this.output = output;
  }

  /** Shows a block, whose lines each end with a line feed. */
  public void show(String block) {
    Terminal terminal = output.terminal();
    if (!terminal.redraw()) {
      output.text(block + "\n");
      return;
    }
    String frame = fitting(block, output.rows());
    output.text(terminal.frame(frame, linesBefore));
    linesBefore = (int) frame.lines().count();
  }

  /** The cursor stands below the last line, and that line is the terminal's, too. */
  private static String fitting(String block, int rows) {
    List<String> lines = block.lines().toList();
    int room = Math.max(1, rows - 1);
    if (lines.size() <= room) {
      return block;
    }
    int shown = room - 1;
    String more = "and " + (lines.size() - shown) + " more\n";
    return String.join("", lines.subList(0, shown).stream().map(l -> l + "\n").toList()) + more;
  }
}
