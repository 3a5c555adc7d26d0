// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.evo.shm.SegmentInfo;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/**
 * What lies in a directory of segments.
 *
 * @param directory the directory
 */
record SegmentFiles(Path directory) {

  private static final Path MEMORY = Path.of("/dev/shm");

  /** A new directory in memory. */
  static SegmentFiles temporary() {
    try {
      return new SegmentFiles(Files.createTempDirectory(MEMORY, "evo-shm-reliability-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new directory inside this one. */
  SegmentFiles inside(String name) {
    try {
      return new SegmentFiles(Files.createDirectory(directory.resolve(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all files. */
  List<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of all files that belong to one segment, its data, its metadata and its locks. */
  List<String> namesOf(String segment) {
    return names().stream().filter(name -> name.contains(segment)).toList();
  }

  /** The attached readers of one segment, 0 when it is not there. */
  int readers(String segment) {
    SegmentProbe probe = new LinuxPlatform(LinuxSettings.inDirectory(directory)).probe();
    return namesOf(segment).stream()
        .filter(probe::isCandidate)
        .map(name -> probe.probe(directory.resolve(name)))
        .filter(ProbeResult.Segment.class::isInstance)
        .mapToInt(result -> ((ProbeResult.Segment) result).info().activity().readers())
        .sum();
  }

  /** The highest generation on record in any file, 0 when there is none. */
  long highestGeneration() {
    return highest(info -> info.owner().generation());
  }

  /** The highest version committed in any file, 0 when there is none. */
  long highestVersion() {
    return highest(info -> info.activity().version());
  }

  /** The attached readers of all processes. */
  int readers() {
    return (int) highest(info -> info.activity().readers());
  }

  private long highest(ToLongFunction<SegmentInfo> of) {
    SegmentProbe probe = new LinuxPlatform(LinuxSettings.inDirectory(directory)).probe();
    return names().stream()
        .filter(probe::isCandidate)
        .map(name -> probe.probe(directory.resolve(name)))
        .filter(ProbeResult.Segment.class::isInstance)
        .mapToLong(result -> of.applyAsLong(((ProbeResult.Segment) result).info()))
        .max()
        .orElse(0);
  }

  /** Copies all files into another directory. */
  void copyTo(SegmentFiles other) {
    try {
      for (String name : names()) {
        Files.copy(
            directory.resolve(name),
            other.directory().resolve(name),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the directory and all that is left in it. */
  void remove() {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
