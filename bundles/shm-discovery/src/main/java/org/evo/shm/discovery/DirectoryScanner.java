// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evo.shm.error.IoException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/** Looks at a directory and into its files. Keeps nothing. Thread-safe. */
final class DirectoryScanner {

  private final SegmentProbe probe;

  DirectoryScanner(SegmentProbe probe) {
    this.probe = probe;
  }

  /**
   * The names of the files in the directory that are worth probing. Timing: cold, about a
   * microsecond a file.
   *
   * @throws NotFoundException when there is no such directory
   * @throws PermissionDeniedException when it may not be listed
   * @throws IoException when listing it fails otherwise
   */
  Set<String> candidates() {
    Set<String> names = new LinkedHashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(probe.directory())) {
      for (Path entry : entries) {
        String fileName = entry.toFile().getName();
        if (probe.isCandidate(fileName)) {
          names.add(fileName);
        }
      }
    } catch (IOException e) {
      throw failure(e);
    } catch (DirectoryIteratorException e) {
      throw failure(e.getCause());
    }
    return names;
  }

  /**
   * Probes files, whether or not they exist. Timing: cold, some ten microseconds a file.
   *
   * @return what each of them is
   */
  Map<String, ProbeResult> look(Collection<String> fileNames) {
    Map<String, ProbeResult> results = new LinkedHashMap<>();
    for (String fileName : fileNames) {
      results.put(fileName, probe.probe(probe.directory().resolve(fileName)));
    }
    return results;
  }

  /** Tells directories of one path apart; empty when there is none. Timing: cold. */
  Optional<Object> identity() {
    try {
      return Optional.ofNullable(
          Files.readAttributes(probe.directory(), BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      // That it cannot be looked at is the scan's to tell.
      return Optional.empty();
    }
  }

  private ShmException failure(IOException e) {
    String directory = probe.directory().toString();
    if (e instanceof NoSuchFileException) {
      return new NotFoundException(
          directory, "the directory does not exist", "create it or choose another one");
    }
    if (e instanceof NotDirectoryException) {
      return new NotFoundException(directory, "it is no directory", "choose a directory");
    }
    if (e instanceof AccessDeniedException) {
      return new PermissionDeniedException(
          directory,
          "the directory may not be listed",
          "ask for read and search permission on it, or run as its owner");
    }
    return new IoException(
        directory,
        ShmException.NO_ERRNO,
        "listing the directory failed: " + e.getMessage(),
        "see the system's log, then try again",
        e);
  }
}
