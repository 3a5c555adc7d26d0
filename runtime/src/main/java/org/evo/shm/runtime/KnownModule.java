// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import java.util.Optional;

/**
 * A module that {@code run} can start.
 *
 * @param name what people call it, and what it calls itself in its status
 * @param bundle the symbolic name of its bundle
 * @param segments the segments that it owns
 */
record KnownModule(String name, String bundle, List<String> segments) {

  /** All there are, in the order in which they are shown. */
  static final List<KnownModule> ALL =
      List.of(
          new KnownModule("hal", "org.evo.shm.hal", List.of("phys_input_io")),
          new KnownModule("control", "org.evo.shm.control", List.of("control_state")),
          new KnownModule("recipe", "org.evo.shm.recipe", List.of("phys_output_io")),
          new KnownModule("liaison", "org.evo.shm.liaison", List.of("commands_config")));

  KnownModule {
    segments = List.copyOf(segments);
  }

  /** The module that a bundle is, if it is one. */
  static Optional<KnownModule> ofBundle(String symbolicName) {
    return ALL.stream().filter(module -> module.bundle().equals(symbolicName)).findFirst();
  }

  /** The names of all there are. */
  static List<String> names() {
    return ALL.stream().map(KnownModule::name).toList();
  }
}
