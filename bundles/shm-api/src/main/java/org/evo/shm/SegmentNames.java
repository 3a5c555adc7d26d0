// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.regex.Pattern;
import org.evo.shm.error.InvalidNameException;

/**
 * The rules for names. They keep a name from leaving the directory, from hiding (a leading dot) and
 * from being mistaken for a file of our own.
 */
public final class SegmentNames {

  /** Longest name, in characters. */
  public static final int MAX_LENGTH = 64;

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
  private static final Pattern MODULE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");
  private static final int SHOWN = 80;

  private SegmentNames() {}

  /**
   * Accepts a segment name: {@code [A-Za-z0-9][A-Za-z0-9_.-]{0,63}}.
   *
   * @return the name
   * @throws InvalidNameException when it is anything else, null included
   */
  public static String checkSegment(String name) {
    return check(name, SEGMENT, "segment", "_ . -");
  }

  /** Whether it is a segment name. */
  public static boolean isSegment(String name) {
    return SEGMENT.matcher(name).matches();
  }

  /**
   * Accepts a module name: {@code [A-Za-z0-9][A-Za-z0-9.-]{0,63}}. No underscore, which separates
   * the module from the segment in a file's name.
   *
   * @return the name
   * @throws InvalidNameException when it is anything else, null included
   */
  public static String checkModule(String name) {
    return check(name, MODULE, "module", ". -");
  }

  private static String check(String name, Pattern pattern, String kind, String marks) {
    if (name == null || !pattern.matcher(name).matches()) {
      String shown = printable(name);
      throw new InvalidNameException(
          shown,
          "'" + shown + "' is no " + kind + " name",
          "use 1 to " + MAX_LENGTH + " of A-Z a-z 0-9 " + marks + ", a letter or digit first");
    }
    return name;
  }

  /** A hostile name must not reach a terminal or a log as it is. */
  private static String printable(String name) {
    if (name == null) {
      return "null";
    }
    String cut = name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
    StringBuilder safe = new StringBuilder(cut.length());
    cut.chars().forEach(c -> safe.append(c < ' ' || c > '~' ? '?' : (char) c));
    return safe.toString();
  }
}
