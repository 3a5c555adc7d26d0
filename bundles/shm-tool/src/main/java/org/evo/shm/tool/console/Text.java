// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

/** Text that comes from files and processes, made fit for a terminal. */
public final class Text {

  private Text() {}

  /** The text with {@code ?} for whatever could control a terminal or reorder a line. */
  public static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> safe.appendCodePoint(isPrintable(c) ? c : '?'));
    return safe.toString();
  }

  private static boolean isPrintable(int codePoint) {
    int type = Character.getType(codePoint);
    return !Character.isISOControl(codePoint)
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
