// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds.
 *
 * @param descriptors open descriptors
 * @param mappings all mappings
 * @param ofDirectory descriptors and mappings of files that are, or were, in the directory
 */
record Resources(long descriptors, long mappings, long ofDirectory) {

  static Resources now(Path directory) throws IOException {
    String prefix = directory + "/";
    long open = 0;
    long ofDirectory = 0;
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path fd : all.toList()) {
        open++;
        ofDirectory += target(fd).startsWith(prefix) ? 1 : 0;
      }
    }
    long mappings = 0;
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      mappings++;
      ofDirectory += line.contains(prefix) ? 1 : 0;
    }
    return new Resources(open, mappings, ofDirectory);
  }

  /** Empty when it was closed meanwhile, as that of the listing itself. */
  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
