// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A directory of {@code /sys/class} whose entries have numbers in their names. */
record SensorDirectory(Path path) {

  /**
   * The numbers of the entries that match, ascending; none when there is no such directory.
   *
   * @param pattern with the number as its only group
   */
  List<Integer> numbers(Pattern pattern) {
    String[] names = path.toFile().list();
    if (names == null) {
      return List.of();
    }
    return Arrays.stream(names)
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(match -> Integer.valueOf(match.group(1)))
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  SensorDirectory directory(String name) {
    return new SensorDirectory(path.resolve(name));
  }

  SourceFile file(String name) {
    return new SourceFile(path.resolve(name));
  }

  /** What the file says, or {@code otherwise} when it says nothing. */
  String text(String name, String otherwise) {
    try {
      String text = String.join(" ", file(name).firstLine().words());
      return text.isEmpty() ? otherwise : text;
    } catch (IOException notNamed) {
      return otherwise;
    }
  }
}
