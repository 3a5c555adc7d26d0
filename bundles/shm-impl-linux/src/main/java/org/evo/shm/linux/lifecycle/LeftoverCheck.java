// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.identity.LockTaker;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.identity.ProcessTable.Presence;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.HeldLock;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/** What a crash leaves of files that are there for milliseconds only. */
final class LeftoverCheck {

  private static final String REPAIR = "./evo-shm validate --repair";

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;

  LeftoverCheck(Posix posix, SegmentDirectory directory, ProcessTable processes) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
  }

  /** Data and metadata on their way to their names, which only a holder of the lock has. */
  List<Suspicion> temporaries(Collection<String> fileNames) throws IOException {
    List<Suspicion> suspicions = new ArrayList<>();
    for (String fileName : fileNames) {
      Optional<String> segment = FileNames.ofTemporary(fileName);
      Path path = directory.resolve(fileName);
      Optional<FileStatus> status = segment.isEmpty() ? Optional.empty() : posix.status(path);
      if (status.isPresent()) {
        suspicions.add(
            Suspicion.of(
                path,
                status.get(),
                segment.get(),
                "a writer that was killed left this unfinished",
                remedy(status.get()),
                Mending.LEFTOVER));
      }
    }
    return suspicions;
  }

  /** Maintenance locks that nobody holds, or nobody who lives. */
  List<Suspicion> locks(Collection<String> fileNames) throws IOException {
    List<Suspicion> suspicions = new ArrayList<>();
    for (String fileName : fileNames) {
      Optional<String> segment = FileNames.ofLock(fileName);
      Path path = directory.resolve(fileName);
      Optional<FileStatus> status = segment.isEmpty() ? Optional.empty() : posix.status(path);
      if (status.isPresent()) {
        lock(path, status.get(), segment.get()).ifPresent(suspicions::add);
      }
    }
    return suspicions;
  }

  private Optional<Suspicion> lock(Path path, FileStatus status, String segment)
      throws IOException {
    Optional<String> obstacle = directory.obstacle(status);
    if (obstacle.isPresent() && !(status.isRegular() && status.links() == 1)) {
      // Nothing that takes the lock to mend it would get anywhere.
      return Optional.of(
          Suspicion.of(
              path,
              status,
              segment,
              obstacle.get(),
              directory.removal(path, status),
              Mending.NONE));
    }
    try (Descriptor file = posix.openExisting(path, false)) {
      Optional<HeldLock> held = file.probeExclusive(LockBytes.OWNER_OFFSET, 1);
      if (held.isEmpty()) {
        return suspicion(path, status, segment, "nobody holds this maintenance lock");
      }
      ByteRange range = new ByteRange(held.get().start(), held.get().end() - held.get().start());
      Optional<LockTaker> taker = LockBytes.ownerOf(range);
      return taker.filter(t -> processes.presence(t) == Presence.ENDED).isEmpty()
          ? Optional.empty()
          : suspicion(
              path,
              status,
              segment,
              "process "
                  + taker.get().pid()
                  + " took this maintenance lock and ended, and a child holds it on");
    } catch (PosixException e) {
      boolean goneOrNotOurs = e.errno() == Errno.ENOENT || e.errno() == Errno.EACCES;
      if (goneOrNotOurs || e.errno() == Errno.ELOOP) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<Suspicion> suspicion(
      Path path, FileStatus status, String segment, String problem) {
    return Optional.of(
        Suspicion.of(path, status, segment, problem, remedy(status), Mending.LEFTOVER));
  }

  private String remedy(FileStatus status) {
    return directory.byItsUser(status, REPAIR);
  }
}
