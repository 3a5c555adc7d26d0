// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What crashes may leave of segments without leaving their data. No file without an owner is among
 * it: whether that goes depends on what all processes of the machine do at the moment, and victims
 * are to meet the same points in every run.
 */
final class Litter {

  private Litter() {}

  static void scatter(Path directory) {
    try {
      for (String name : List.of(".evo-left.lock", ".evo-left.new")) {
        Files.createFile(directory.resolve(name));
      }
      Path meta = directory.resolve("evo_" + Shape.SEGMENT + ".meta");
      Files.copy(meta, directory.resolve("evo_left.meta"));
      Files.copy(meta, directory.resolve(".evo-left.meta"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
