// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evo.shm.error.InvalidRangeException;

/**
 * Reads the options of a configuration and refuses what is out of limits, naming option, value and
 * limits in an {@link InvalidRangeException}.
 */
public final class ConfigValues {

  private ConfigValues() {}

  /** The container converts a value when it is asked for it, and complains without its name. */
  public static <T> T read(String option, Supplier<T> configured) {
    try {
      return configured.get();
    } catch (RuntimeException e) {
      throw new InvalidRangeException(
          option, "not of the right type: " + e.getMessage(), "see the README for its type");
    }
  }

  /** An integer from {@code least} to {@code most}. */
  public static long integer(String option, Supplier<Number> configured, long least, long most) {
    long value = read(option, configured).longValue();
    if (value < least || value > most) {
      throw new InvalidRangeException(
          option, value + " is not possible", "choose " + least + " to " + most);
    }
    return value;
  }

  /** A number from {@code least} to {@code most}. */
  public static double decimal(
      String option, Supplier<Double> configured, double least, double most) {
    return within(option, read(option, configured), least, most);
  }

  /** The same of a number that is known. */
  public static double within(String option, double value, double least, double most) {
    if (value >= least && value <= most) {
      return value;
    }
    throw new InvalidRangeException(
        option, value + " is not possible", "choose " + least + " to " + most);
  }

  /**
   * One number for all of {@code count} places, or one for each, from {@code least} to {@code
   * most}.
   */
  public static List<Double> decimals(
      String option, Supplier<String[]> configured, int count, double least, double most) {
    List<Double> given =
        list(option, configured).stream()
            .map(text -> decimal(option, () -> Double.valueOf(text), least, most))
            .toList();
    if (given.size() == 1) {
      return Collections.nCopies(count, given.get(0));
    }
    if (given.size() != count) {
      throw new InvalidRangeException(
          option, given.size() + " numbers are not possible", "give one, or " + count);
    }
    return given;
  }

  /**
   * Yes or no, from an option that is declared as text: the container would take any text that is
   * not {@code true} for no.
   */
  public static boolean flag(String option, Supplier<String> configured) {
    return choice(option, configured, Flag.class) == Flag.TRUE;
  }

  private enum Flag {
    TRUE,
    FALSE
  }

  /** A list; a file of properties gives one string with commas where a list is meant. */
  public static List<String> list(String option, Supplier<String[]> configured) {
    return Arrays.stream(read(option, configured))
        .flatMap(entry -> Arrays.stream(entry.split(",")))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** A constant of {@code choices}, in any case. */
  public static <E extends Enum<E>> E choice(
      String option, Supplier<String> configured, Class<E> choices) {
    String value = read(option, configured).strip();
    for (E choice : choices.getEnumConstants()) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    throw new InvalidRangeException(
        option, "'" + value + "' is not possible", "choose " + names(choices));
  }

  private static <E extends Enum<E>> String names(Class<E> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .map(choice -> choice.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
