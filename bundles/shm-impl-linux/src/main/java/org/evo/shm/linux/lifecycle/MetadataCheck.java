// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.linux.lifecycle.DataFileLook.Known;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * Whether a segment has metadata that say the same as its header, and no metadata are without a
 * segment. What existing EVO processes write is not judged.
 */
final class MetadataCheck {

  private static final String REPAIR = "./evo-shm validate --repair";

  private final Posix posix;
  private final SegmentDirectory directory;
  private final Metadata metadata;
  private final PermissionCheck permissions = new PermissionCheck();

  MetadataCheck(Posix posix, SegmentDirectory directory, Metadata metadata) {
    this.posix = posix;
    this.directory = directory;
    this.metadata = metadata;
  }

  /** Of a segment that is there. */
  List<Suspicion> of(Known known) throws IOException {
    Path path = metadata.path(known.name());
    Optional<FileStatus> status = posix.status(path);
    List<Suspicion> suspicions = new ArrayList<>();
    status
        .filter(FileStatus::isRegular)
        .ifPresent(s -> suspicions.addAll(permissions.check(path, s, known.name(), false)));
    fault(known)
        .ifPresent(
            fault ->
                suspicions.add(
                    new Suspicion(
                        path,
                        status.map(FileStatus::inode).orElse(0L),
                        known.name(),
                        fault,
                        remedy(known, path),
                        Mending.METADATA)));
    return suspicions;
  }

  private Optional<String> fault(Known known) throws IOException {
    try {
      return metadata.fault(known.header(), known.owner(), known.path(), known.status().inode());
    } catch (PosixException e) {
      return Optional.of("its metadata cannot be read: " + e.getMessage());
    }
  }

  private String remedy(Known known, Path path) {
    return known.owned()
        ? directory.byItsUser(known.status(), "rm " + path)
            + "; its writer writes them anew within a second"
        : directory.byItsUser(known.status(), REPAIR);
  }

  /** Of metadata without a segment. */
  Optional<Suspicion> ofNothing(String segment) throws IOException {
    Path path = metadata.path(segment);
    return posix
        .status(path)
        .map(
            status ->
                Suspicion.of(
                    path,
                    status,
                    segment,
                    "these are metadata without a segment",
                    directory.byItsUser(status, REPAIR),
                    Mending.METADATA));
  }
}
