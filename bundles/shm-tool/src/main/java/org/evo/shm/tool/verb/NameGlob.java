// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that a person describes: {@code *} is any text, {@code ?} any character. Immutable. */
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

  /** Whether it describes a name. */
  public boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
