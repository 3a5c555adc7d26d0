// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.util.Map;

/**
 * What the reader of standard output can show.
 *
 * @param redraw whether lines can be drawn over
 * @param colour whether colours are welcome
 */
public record Terminal(boolean redraw, boolean colour) {

  /** Neither: a file or a pipe. */
  public static final Terminal NONE = new Terminal(false, false);

  private static final String CSI = "\u001b[";

  /**
   * @param target what standard output leads to, as {@code /proc/self/fd/1} names it
   * @param environment {@code NO_COLOR} set and not empty refuses colours, {@code TERM=dumb} all
   */
  public static Terminal of(String target, Map<String, String> environment) {
    boolean screen =
        target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
    if (!screen || "dumb".equals(environment.get("TERM"))) {
      return NONE;
    }
    return new Terminal(true, environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  /** The text as a warning: red where colours are welcome. */
  public String warning(String text) {
    return colour ? CSI + "31m" + text + CSI + "0m" : text;
  }

  /**
   * The frame, drawn over the {@code linesBefore} lines of the one before it; unchanged where
   * nothing can be drawn over. Lines are cut at the edge while it is drawn, or the count would be
   * wrong next time.
   */
  public String frame(String frame, int linesBefore) {
    if (!redraw) {
      return frame;
    }
    String up = linesBefore == 0 ? "" : CSI + linesBefore + "A\r" + CSI + "J";
    return up + CSI + "?7l" + frame + CSI + "?7h";
  }
}
