// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process holds of the files of one directory, as the kernel tells it. */
public final class ProcessResources {

  private ProcessResources() {}

  /** Open descriptors and mappings whose file is, or was, in the directory. */
  public static List<String> of(Path directory) {
    List<String> held = new ArrayList<>(descriptors(directory));
    held.addAll(mappings(directory));
    return held;
  }

  private static List<String> descriptors(Path directory) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path fd : all.toList()) {
        String target = target(fd);
        if (target.startsWith(directory + "/")) {
          found.add(fd + " -> " + target);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty when it was closed meanwhile, as that of the listing itself. */
  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static List<String> mappings(Path directory) {
    try {
      return Files.readAllLines(Path.of("/proc/self/maps")).stream()
          .filter(line -> line.contains(directory + "/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names in a directory, sorted. */
  public static List<String> files(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
