// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.Descriptor;
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

    /** Whether the file's name has the pid of its writer, as it has unless it was taken over. */
    boolean hasOwnersName() {
      return owner
          .map(o -> "_" + o.process().pid())
          .filter(FileNames.of(path)::endsWith)
          .isPresent();
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
  private final FileNameCheck names;
  private final List<FileCheck> checks;

  DataFileLook(Posix posix, SegmentDirectory directory, ProcessTable processes, long graceMs) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.names = new FileNameCheck(directory);
    this.checks =
        List.of(new SlotCheck(), new OwnerCheck(processes), new AbandonedCheck(processes, graceMs));
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
          path,
          file,
          "it is " + file.kindName() + ", not a file",
          directory.removal(path, file) + ", or move it away");
    }
    if (!FileNames.isPlain(FileNames.of(path))) {
      return wrong(
          path, file, "its name has characters that no segment's has", "remove it, or rename it");
    }
    if (!directory.trusts(file)) {
      return stranger(path, file);
    }
    return open(path, file);
  }

  private static Seen wrong(Path path, FileStatus status, String problem, String remedy) {
    return new Seen(
        path,
        Optional.empty(),
        List.of(Suspicion.of(path, status, "", problem, remedy, Mending.NONE)));
  }

  /** Nothing in it is believed; but its lock is the kernel's, and says whether it is in use. */
  private Seen stranger(Path path, FileStatus status) throws IOException {
    String problem = "it belongs to user " + status.uid() + ", who is not trusted";
    String trust = "trust that user to have it checked (--trust " + status.uid() + ")";
    return isInUse(path)
        ? wrong(path, status, problem + ", and has a writer", trust)
        : wrong(path, status, problem, trust + ", or " + directory.removal(path, status));
  }

  private boolean isInUse(Path path) throws IOException {
    try (Descriptor file = posix.openExisting(path, false)) {
      return file.probeExclusive(LockBytes.OWNER_OFFSET, 1).isPresent();
    } catch (PosixException e) {
      return switch (e.errno()) {
        case Errno.ENOENT, Errno.ELOOP, Errno.EACCES, Errno.EPERM -> false;
        default -> throw e;
      };
    }
  }

  private Seen open(Path path, FileStatus status) throws IOException {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      return examine(file);
    } catch (MalformedSegmentException e) {
      return new Seen(path, Optional.empty(), List.of(damaged(path, status, "", e)));
    } catch (PosixException e) {
      return switch (e.errno()) {
        case Errno.ENOENT, Errno.ELOOP -> new Seen(path, Optional.empty(), List.of());
        case Errno.EACCES, Errno.EPERM ->
            wrong(
                path,
                status,
                SegmentDirectory.unreadable(status),
                SegmentDirectory.sharing(status));
        default -> throw e;
      };
    }
  }

  private Seen examine(SegmentFile file) throws IOException {
    List<Suspicion> suspicions = new ArrayList<>();
    SegmentHeader header = file.header();
    FileStatus status = file.status();
    suspicions.addAll(permissions.check(file.path(), status, header.name(), header.foreign()));
    names.check(file).ifPresent(suspicions::add);
    if (FileNameCheck.fault(file.path(), header).isPresent()) {
      return new Seen(file.path(), Optional.empty(), suspicions);
    }
    try {
      Exhibit exhibit = Exhibit.of(file, processes);
      for (FileCheck check : checks) {
        check.check(exhibit);
      }
      suspicions.addAll(exhibit.suspicions());
      return new Seen(file.path(), Optional.of(Known.of(exhibit)), suspicions);
    } catch (MalformedSegmentException e) {
      suspicions.add(damaged(file.path(), status, header.name(), e));
      return new Seen(file.path(), Optional.empty(), suspicions);
    }
  }

  private Suspicion damaged(
      Path path, FileStatus status, String segment, MalformedSegmentException e)
      throws IOException {
    return Suspicion.of(
        path,
        status,
        segment,
        e.getMessage(),
        Suspicion.damaged(path) + alsoMetadata(path),
        Mending.EVIDENCE);
  }

  /** A damaged file has metadata that nobody else will remove. */
  private String alsoMetadata(Path path) throws IOException {
    for (String segment : FileNames.possibleSegments(FileNames.of(path))) {
      Optional<String> file = MetadataContent.of(posix, directory, segment).fileName();
      if (file.filter(FileNames.of(path)::equals).isPresent()) {
        return ", and " + FileNames.meta(segment) + " with it";
      }
    }
    return "";
  }
}
