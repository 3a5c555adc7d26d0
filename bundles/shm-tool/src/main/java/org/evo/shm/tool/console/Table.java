// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.util.ArrayList;
import java.util.List;

/** Text in columns, each as wide as its widest cell. Used by one thread. */
public final class Table {

  /** How the cells of a column stand. */
  public enum Align {
    /** At the left, as text. */
    LEFT,

    /** At the right, as numbers. */
    RIGHT
  }

  private static final String GAP = "  ";

  private final List<Align> columns;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * @param columns how each column stands
   */
  public Table(Align... columns) {
    this.columns = List.of(columns);
  }

  /** Appends a row, a cell a column. */
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    rows.add(cells);
    return this;
  }

  /** All rows, each ended by a line feed, without blanks at the end of a line. */
  public String text() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String blanks = " ".repeat(widths[i] - width(row[i]));
        line.append(i == 0 ? "" : GAP);
        line.append(columns.get(i) == Align.LEFT ? row[i] + blanks : blanks + row[i]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], width(row[i]));
      }
    }
    return widths;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
