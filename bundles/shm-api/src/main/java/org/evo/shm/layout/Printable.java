// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

/**
 * Words of a stranger's layout, made fit for a message: short, and nothing that steers a terminal.
 */
final class Printable {

  private static final int SHOWN = 80;

  private Printable() {}

  static String of(String word) {
    if (word == null) {
      return "null";
    }
    String cut = word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "...";
    StringBuilder safe = new StringBuilder(cut.length());
    cut.chars().forEach(c -> safe.append(c < ' ' || c > '~' ? '?' : (char) c));
    return safe.toString();
  }
}
