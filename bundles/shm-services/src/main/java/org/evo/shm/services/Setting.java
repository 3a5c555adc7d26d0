// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.evo.shm.error.InvalidRangeException;

/** One setting of a configuration, checked; what is wrong with it is said with its name. */
final class Setting {

  /** What is safe within a filter. */
  private static final Pattern LAYOUT = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private Setting() {}

  /** The container converts a value when it is asked for it, and complains without its name. */
  static <T> T of(String option, Supplier<T> configured) {
    try {
      return configured.get();
    } catch (RuntimeException e) {
      throw new InvalidRangeException(
          option, "not of the right type: " + e.getMessage(), "see the README for its type");
    }
  }

  /** A number within limits. */
  static long within(String option, Supplier<Number> configured, long least, long most) {
    long value = of(option, configured).longValue();
    if (value < least || value > most) {
      throw new InvalidRangeException(
          option, value + " is not possible", "choose " + least + " to " + most);
    }
    return value;
  }

  /** The name by which a layout's service is found, empty for plain bytes. */
  static Optional<String> layout(Supplier<String> configured) {
    String name = of("layout", configured).strip();
    if (!name.isEmpty() && !LAYOUT.matcher(name).matches()) {
      throw new InvalidRangeException(
          "layout", "that is no name of a layout", "use 1 to 128 of A-Z a-z 0-9 _ . : -");
    }
    return Optional.of(name).filter(given -> !given.isEmpty());
  }
}
