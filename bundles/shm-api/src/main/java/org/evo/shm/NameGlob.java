// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names that somebody describes: {@code *} stands for any text, {@code ?} for any character, all
 * else for itself. Immutable.
 */
public final class NameGlob {

  /** Every name. */
  public static final NameGlob ALL = new NameGlob("*");

  private final Pattern pattern;

  /**
   * @param glob the description
   */
  public NameGlob(String glob) {
    this.pattern =
        Pattern.compile(glob.codePoints().mapToObj(NameGlob::part).collect(Collectors.joining()));
  }

  private static String part(int codePoint) {
    return switch (codePoint) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(codePoint));
    };
  }

  /** Whether it describes a name. Timing: cold. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
