// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of segments for tests. */
final class SegmentDirectory {

  private static final Path MEMORY = Path.of("/dev/shm");

  private SegmentDirectory() {}

  /** A new one; it is removed when the virtual machine ends, after all containers. */
  static Path fresh() throws IOException {
    Path directory = Files.createTempDirectory(MEMORY, "evo-itest-felix-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(directory)));
    return directory;
  }

  /** The names of what is in it. */
  static List<String> content(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
