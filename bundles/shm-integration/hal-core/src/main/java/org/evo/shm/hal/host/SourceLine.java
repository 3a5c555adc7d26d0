// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of a file, in words.
 *
 * @param file where it is from, for messages
 * @param words what is between the blanks
 */
record SourceLine(Path file, List<String> words) {

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  static SourceLine of(Path file, String line) {
    return new SourceLine(file, List.of(BLANKS.split(line.strip())));
  }

  boolean startsWith(String key) {
    return words.get(0).equals(key);
  }

  /**
   * The word at {@code index}.
   *
   * @throws SourceFormatException when the line is shorter
   */
  String word(int index) throws SourceFormatException {
    if (index >= words.size()) {
      throw new SourceFormatException(
          file, "has " + words.size() + " words where " + (index + 1) + " are expected");
    }
    return words.get(index);
  }

  /** A counter: unsigned, 64 bits. */
  long counter(int index) throws SourceFormatException {
    try {
      return Long.parseUnsignedLong(word(index));
    } catch (NumberFormatException e) {
      throw noNumber(index);
    }
  }

  /** A whole number with a sign. */
  long integer(int index) throws SourceFormatException {
    try {
      return Long.parseLong(word(index));
    } catch (NumberFormatException e) {
      throw noNumber(index);
    }
  }

  /** A number that is finite and not negative. */
  double decimal(int index) throws SourceFormatException {
    try {
      double value = Double.parseDouble(word(index));
      if (value >= 0 && Double.isFinite(value)) {
        return value;
      }
      throw noNumber(index);
    } catch (NumberFormatException e) {
      throw noNumber(index);
    }
  }

  private SourceFormatException noNumber(int index) throws SourceFormatException {
    return new SourceFormatException(file, "'" + word(index) + "' is no number of its kind");
  }
}
