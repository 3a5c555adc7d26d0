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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.evo.shm.error.IoException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentProbe;

/** Looks into a directory once and probes what may be a segment. Thread-safe. */
final class DirectoryScanner {

  private final SegmentProbe probe;

  DirectoryScanner(SegmentProbe probe) {
    this.probe = probe;
  }

  /**
   * Probes every candidate whose file name is {@code wanted}, in no particular order. Timing: cold,
   * a few microseconds a file.
   *
   * @return what was found; files that went away meanwhile are {@link ProbeResult.Gone}
   * @throws NotFoundException when there is no such directory
   * @throws PermissionDeniedException when it may not be listed
   * @throws IoException when listing it fails otherwise
   */
  List<ProbeResult> scan(Predicate<String> wanted) {
    List<ProbeResult> results = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(probe.directory())) {
      for (Path entry : entries) {
        String fileName = entry.toFile().getName();
        if (probe.isCandidate(fileName) && wanted.test(fileName)) {
          results.add(probe.probe(entry));
        }
      }
    } catch (IOException e) {
      throw failure(e);
    } catch (DirectoryIteratorException e) {
      throw failure(e.getCause());
    }
    return results;
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
