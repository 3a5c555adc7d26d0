// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** Felix with the bundles that a runtime has, on a directory of its own. */
final class FelixContainer {

  static final String DIRECTORY_PROPERTY = "org.evo.shm.dir";

  /** The files of their bundles, without the ending. */
  private static final Set<String> MODULES =
      Set.of("shm-hal-core", "shm-control-unit", "shm-recipe-executor", "shm-api-liaison");

  private static final long TIMEOUT_MS = 60_000;

  private FelixContainer() {}

  /** All bundles. */
  static Option[] complete() throws IOException {
    return options(bundles(Set.of()));
  }

  /** Only the modules that are named by the files of their bundles, and what is no module. */
  static Option[] withModules(String... files) throws IOException {
    return options(bundles(allBut(Set.of(files))));
  }

  /** No module, nor these bundles, named by their files without the ending. */
  static Option[] withoutModules(String... files) throws IOException {
    Set<String> left = allBut(Set.of());
    left.addAll(List.of(files));
    return options(bundles(left));
  }

  private static Set<String> allBut(Set<String> wanted) {
    Set<String> others = new HashSet<>(MODULES);
    others.removeAll(wanted);
    return others;
  }

  private static Option[] options(List<Option> bundles) throws IOException {
    List<Option> options = new ArrayList<>(bundles);
    options.add(frameworkProperty(DIRECTORY_PROPERTY).value(SegmentDirectory.fresh().toString()));
    // From the class path of the test, which is no bundle.
    options.add(systemPackages("org.awaitility", "org.awaitility.core", "org.evo.shm.itests"));
    options.add(systemTimeout(TIMEOUT_MS));
    options.add(cleanCaches());
    options.add(junitBundles());
    return options.toArray(Option[]::new);
  }

  private static List<Option> bundles(Set<String> left) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("bundles.dir")))) {
      return files
          .filter(file -> !left.contains(file.getFileName().toString().replace(".jar", "")))
          .sorted()
          .map(file -> (Option) bundle(file.toUri().toString()))
          .toList();
    }
  }
}
