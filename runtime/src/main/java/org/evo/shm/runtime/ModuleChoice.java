// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * The modules of a run.
 *
 * @param modules without repetition, in the order of {@link KnownModule#ALL}
 */
record ModuleChoice(List<KnownModule> modules) {

  ModuleChoice {
    modules = List.copyOf(modules);
  }

  static ModuleChoice all() {
    return new ModuleChoice(KnownModule.ALL);
  }

  /**
   * Names separated by commas; an empty text is no module at all.
   *
   * @throws TypeConversionException for a name that is unknown, with those that are known
   */
  static ModuleChoice parse(String given) {
    Set<String> wanted =
        Stream.of(given.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    for (String name : wanted) {
      if (!KnownModule.names().contains(name)) {
        throw new TypeConversionException(
            "there is no module '"
                + name
                + "', choose from: "
                + String.join(", ", KnownModule.names()));
      }
    }
    return new ModuleChoice(
        KnownModule.ALL.stream().filter(module -> wanted.contains(module.name())).toList());
  }
}
