// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/** Looks at single data files, with every check there is. Takes no lock. Thread-safe. */
final class DataFileLook {

  /**
   * A file that is a segment.
   *
   * @param path its name
   * @param status what it was when it was opened
   * @param header what it says
   * @param owner who recorded itself in it
   * @param generation which claim of the name it belongs to
   * @param state what it declares
   * @param owned whether a process holds it that lives, as far as can be seen
   */
  record Known(
      Path path,
      FileStatus status,
      SegmentHeader header,
      Optional<OwnerRecord> owner,
      long generation,
      SegmentState state,
      boolean owned) {

    private static Known of(Exhibit exhibit) throws IOException {
      SegmentFile file = exhibit.file();
      return new Known(
          file.path(),
          file.status(),
          file.header(),
          exhibit.owner(),
          file.header().foreign() ? 0 : file.generation(),
          exhibit.state(),
          exhibit.isOwned());
    }

    String name() {
      return header.name();
    }

    boolean isRetired() {
      return state == SegmentState.RETIRED;
    }
  }

  /**
   * What came of it.
   *
   * @param path the file
   * @param known what it is, empty when it is no segment, or none that can be judged
   * @param suspicions what seems wrong with it
   */
  record Seen(Path path, Optional<Known> known, List<Suspicion> suspicions) {}

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final PermissionCheck permissions = new PermissionCheck();
  private final List<FileCheck> checks;

  DataFileLook(Posix posix, SegmentDirectory directory, ProcessTable processes, long graceMs) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.checks =
        List.of(
            new FileNameCheck(),
            new SlotCheck(),
            new OwnerCheck(processes),
            new AbandonedCheck(processes, graceMs));
  }

  /** Looks at a file; nothing is wrong with one that is gone. */
  Seen at(Path path) throws IOException {
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty()) {
      return new Seen(path, Optional.empty(), List.of());
    }
    FileStatus file = status.get();
    if (!file.isRegular()) {
      return wrong(
          path, file, "it is " + file.kindName() + ", not a file", "remove it, or move it away");
    }
    if (!FileNames.isPlain(FileNames.of(path))) {
      return wrong(
          path, file, "its name has characters that no segment's has", "remove it, or rename it");
    }
    if (!directory.trusts(file)) {
      return wrong(
          path,
          file,
          "it belongs to user " + file.uid() + ", who is not trusted",
          "trust that user (--trust " + file.uid() + "), or have the file removed");
    }
    return open(path, file);
  }

  private static Seen wrong(Path path, FileStatus status, String problem, String remedy) {
    return new Seen(
        path,
        Optional.empty(),
        List.of(Suspicion.of(path, status, "", problem, remedy, Mending.NONE)));
  }

  private Seen open(Path path, FileStatus status) throws IOException {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      return examine(file);
    } catch (MalformedSegmentException e) {
      return wrong(
          path, status, e.getMessage(), "remove it if no process uses it (fuser " + path + ")");
    } catch (PosixException e) {
      return switch (e.errno()) {
        case Errno.ENOENT, Errno.ELOOP -> new Seen(path, Optional.empty(), List.of());
        case Errno.EACCES, Errno.EPERM ->
            wrong(
                path,
                status,
                "it cannot be read: " + e.getMessage(),
                "run as user " + status.uid() + ", or have that user share it with your group");
        default -> throw e;
      };
    }
  }

  private Seen examine(SegmentFile file) throws IOException {
    List<Suspicion> suspicions = new ArrayList<>();
    SegmentHeader header = file.header();
    FileStatus status = file.status();
    suspicions.addAll(permissions.check(file.path(), status, header.name(), header.foreign()));
    try {
      Exhibit exhibit = Exhibit.of(file, processes);
      for (FileCheck check : checks) {
        check.check(exhibit);
      }
      suspicions.addAll(exhibit.suspicions());
      return new Seen(file.path(), Optional.of(Known.of(exhibit)), suspicions);
    } catch (MalformedSegmentException e) {
      suspicions.add(
          Suspicion.of(
              file.path(),
              status,
              header.name(),
              e.getMessage(),
              "something else wrote to the file: find it; remove the file",
              Mending.NONE));
      return new Seen(file.path(), Optional.empty(), suspicions);
    }
  }
}
