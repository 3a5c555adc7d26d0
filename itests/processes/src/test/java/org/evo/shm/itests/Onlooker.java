// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.discovery.IndexedDiscovery;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;

/**
 * What the process of the test sees of a directory without taking part.
 *
 * @param directory the segments
 */
record Onlooker(Path directory) {

  /** All segments of our own and root's, and what is passed over. */
  SegmentListing list() {
    return discovery(Set.of()).refresh();
  }

  /** One segment, whoever made it. */
  SegmentInfo info(String segment, Integer... trusted) {
    return discovery(Set.of(trusted)).refresh(segment).orElseThrow();
  }

  private IndexedDiscovery discovery(Set<Integer> trusted) {
    LinuxSettings own = LinuxSettings.inDirectory(directory);
    LinuxSettings settings =
        new LinuxSettings(directory, own.group(), trusted, own.anyFileSystem());
    return new IndexedDiscovery(new LinuxPlatform(settings).probe());
  }

  /** The names of all files. */
  List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a file. */
  byte[] bytes(String file) {
    try {
      return Files.readAllBytes(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
