// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.regex.Pattern;

/** A pattern in which {@code *} stands for any text and {@code ?} for any character. */
final class Glob {

  private static final Pattern SPECIAL = Pattern.compile("[*?]|[^*?]+");

  private final Pattern pattern;

  Glob(String glob) {
    this.pattern =
        Pattern.compile(
            SPECIAL
                .matcher(glob)
                .replaceAll(
                    part ->
                        switch (part.group()) {
                          case "*" -> ".*";
                          case "?" -> ".";
                          default ->
                              java.util.regex.Matcher.quoteReplacement(Pattern.quote(part.group()));
                        }));
  }

  boolean matches(String name) {
    return pattern.matcher(name).matches();
  }
}
