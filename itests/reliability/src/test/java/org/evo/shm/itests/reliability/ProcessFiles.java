// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a process holds, as the kernel tells it.
 *
 * @param descriptors all its descriptors
 * @param segmentDescriptors those of files in the directory
 * @param segmentMappings its mappings of files in the directory, unlinked ones included
 */
record ProcessFiles(int descriptors, int segmentDescriptors, int segmentMappings) {

  private static final int PAGE_BYTES = 4096;

  static ProcessFiles of(long pid, Path directory) {
    Path process = Path.of("/proc", Long.toString(pid));
    try (Stream<Path> fds = Files.list(process.resolve("fd"))) {
      List<String> targets = fds.map(ProcessFiles::target).toList();
      String inside = directory + "/";
      long mappings =
          Files.readAllLines(process.resolve("maps")).stream()
              .filter(line -> line.contains(inside))
              .count();
      return new ProcessFiles(
          targets.size(),
          (int) targets.stream().filter(target -> target.startsWith(inside)).count(),
          (int) mappings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * How many descriptors a process holds of each kind of thing: files by path, the rest by kind.
   */
  static Map<String, Integer> descriptorsByKind(long pid) {
    Map<String, Integer> kinds = new TreeMap<>();
    try (Stream<Path> fds = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      fds.map(ProcessFiles::target)
          .map(target -> target.replaceAll("^(pipe|socket):.*", "$1"))
          .forEach(target -> kinds.merge(target, 1, Integer::sum));
      return kinds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException e) {
      // It was closed since the listing, so it is not held.
      return "";
    }
  }

  /** The memory that a process keeps resident, 0 when it has ended. */
  static long residentBytes(long pid) {
    try {
      List<String> statm = Files.readAllLines(Path.of("/proc", Long.toString(pid), "statm"));
      return Long.parseLong(statm.get(0).split(" ")[1]) * PAGE_BYTES;
    } catch (IOException e) {
      return 0;
    }
  }
}
