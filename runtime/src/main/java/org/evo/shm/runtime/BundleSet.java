// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The bundles of a directory that a run needs. */
final class BundleSet {

  private BundleSet() {}

  /**
   * All bundles apart from those of modules that were not chosen.
   *
   * @throws RunRefusedException when a chosen module has no bundle there
   */
  static List<BundleFile> of(Path directory, List<KnownModule> chosen)
      throws IOException, RunRefusedException {
    List<BundleFile> bundles = new ArrayList<>();
    for (Path jar : jars(directory)) {
      BundleFile bundle = BundleFile.of(jar);
      Optional<KnownModule> module = KnownModule.ofBundle(bundle.symbolicName());
      if (module.isEmpty() || chosen.contains(module.get())) {
        bundles.add(bundle);
      }
    }
    for (KnownModule module : chosen) {
      requirePresent(module, bundles, directory);
    }
    return bundles;
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void requirePresent(KnownModule module, List<BundleFile> bundles, Path directory)
      throws RunRefusedException {
    if (bundles.stream().noneMatch(bundle -> bundle.symbolicName().equals(module.bundle()))) {
      throw RunRefusedException.failed(
          "module " + module.name(),
          "its bundle " + module.bundle() + " is not in " + directory,
          "build or install the product again",
          null);
    }
  }
}
