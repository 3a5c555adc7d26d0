// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What this process has open that is no file, by kind. */
final class KernelObjects {

  static final String PROCESS = "anon_inode:[pidfd]";
  private static final String PREFIX = "anon_inode:";

  /** How newer kernels show a process. */
  private static final String NEWER_PROCESS = "pidfd:";

  private KernelObjects() {}

  static Map<String, Integer> open() {
    Map<String, Integer> found = new TreeMap<>();
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path fd : all.toList()) {
        kind(fd).ifPresent(kind -> found.merge(kind, 1, Integer::sum));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static java.util.Optional<String> kind(Path fd) {
    try {
      String target = Files.readSymbolicLink(fd).toString();
      String kind = target.startsWith(NEWER_PROCESS) ? PROCESS : target;
      return java.util.Optional.of(kind).filter(k -> k.startsWith(PREFIX));
    } catch (IOException e) {
      // Closed since the listing, as that of the listing itself.
      return java.util.Optional.empty();
    }
  }

  static int processes() {
    return open().getOrDefault(PROCESS, 0);
  }
}
