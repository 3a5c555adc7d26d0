// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.regex.Pattern;
import org.evo.shm.tool.console.Text;

/** Text as a person would have to type it in a shell. */
final class ShellWord {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

  private ShellWord() {}

  static String of(String text) {
    String printable = Text.printable(text);
    return PLAIN.matcher(printable).matches()
        ? printable
        : "'" + printable.replace("'", "'\\''") + "'";
  }
}
