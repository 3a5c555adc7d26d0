// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;

/** The option that names a record layout, checked. */
final class LayoutOption {

  /** What is safe within a filter. */
  private static final Pattern LAYOUT = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private LayoutOption() {}

  /** The name by which a layout's service is found, empty for plain bytes. */
  static Optional<String> read(Supplier<String> configured) {
    String name = ConfigValues.read("layout", configured).strip();
    if (!name.isEmpty() && !LAYOUT.matcher(name).matches()) {
      throw new InvalidRangeException(
          "layout", "that is no name of a layout", "use 1 to 128 of A-Z a-z 0-9 _ . : -");
    }
    return Optional.of(name).filter(given -> !given.isEmpty());
  }
}
