// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evo.shm.CleanupRequest;
import org.evo.shm.NameGlob;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;

/**
 * Removes files that have the name of a segment's data and are none, or a damaged one. Births of
 * ours never show such a file; an existing EVO process makes its file first and fills it then. So
 * it goes only when it is our user's, older than the grace period, and when it is proven that
 * nobody holds, reads, has open or has mapped it. Immutable.
 */
final class DebrisRemoval {

  private static final int NO_PID = 0;

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final CleanupRequest request;
  private final LastSign now;

  DebrisRemoval(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      CleanupRequest request,
      LastSign now) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.request = request;
    this.now = now;
  }

  /**
   * One file.
   *
   * @param problem why it is no segment
   */
  Fate clean(Path path, String problem) throws IOException {
    if (!request.states().containsAll(CleanupRequest.ALL_STATES)
        || !new NameGlob(request.moduleGlob()).matches("")) {
      return new Fate.Unasked();
    }
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty()) {
      return new Fate.Elsewhere();
    }
    Fate look = lookAt(path, status.get(), problem);
    return look instanceof Fate.Removed && !request.dryRun()
        ? remove(path, FileNames.possibleSegments(FileNames.of(path)), problem)
        : look;
  }

  private Fate lookAt(Path path, FileStatus status, String problem) throws IOException {
    if (!status.isRegular()) {
      return new Fate.Kept("it is " + status.kindName());
    }
    if (!directory.owns(status)) {
      return new Fate.Kept("it belongs to " + SegmentDirectory.userOf(status));
    }
    for (String name : FileNames.possibleSegments(FileNames.of(path))) {
      Path lockFile = directory.resolve(FileNames.lock(name));
      if (posix.status(lockFile).flatMap(directory::obstacle).isPresent()) {
        return kept(problem, lockFile.getFileName() + " is none of ours and in the way");
      }
    }
    try (Descriptor file = posix.openExisting(path, false)) {
      return judge(file, new TakerLock(file, processes).look(), problem);
    }
  }

  private Fate judge(Descriptor file, TakerLock.Outcome lock, String problem) throws IOException {
    FileStatus status = file.status();
    if (lock != TakerLock.Outcome.TAKEN && lock != TakerLock.Outcome.INHERITED_AND_ANNOUNCED) {
      return kept(problem, "somebody holds a lock on it");
    }
    if (!request.emergency() && !now.isOlderThan(request.graceMs(), status, 0)) {
      return kept(
          problem, CleanupRule.young(now.ageMs(status, 0), request.graceMs(), request.graceMs()));
    }
    int readers = ReaderCount.of(file);
    if (readers > 0) {
      return kept(problem, CleanupRule.readersAttached(readers));
    }
    // Whoever makes it has it open or mapped, whatever pid its name has.
    return new FileUsers(processes).provenUnused(file.path(), NO_PID)
        ? new Fate.Removed(status.allocatedBytes())
        : kept(
            problem,
            "that nobody uses it is not proven (root can, outside of containers, when nobody does)");
  }

  private static Fate kept(String problem, String reason) {
    return new Fate.Kept("it is no sound segment (" + problem + "), but " + reason);
  }

  /**
   * Under the locks of all names that it may be needed for: a claim that replaces it must not find
   * it held by us.
   */
  private Fate remove(Path path, List<String> names, String problem) throws IOException {
    if (names.isEmpty()) {
      return removeLocked(path, problem);
    }
    try (MaintenanceLock lock =
        MaintenanceLock.tryAcquire(posix, directory, processes, names.get(0)).orElse(null)) {
      return lock == null
          ? kept(problem, DirectoryCleaner.AT_WORK)
          : remove(path, names.subList(1, names.size()), problem);
    }
  }

  private Fate removeLocked(Path path, String problem) throws IOException {
    try (Descriptor file = posix.openExisting(path, true)) {
      Fate fate = judge(file, new TakerLock(file, processes).take(), problem);
      if (fate instanceof Fate.Removed) {
        if (posix.status(path).filter(file.status()::sameFile).isEmpty()) {
          return new Fate.Elsewhere();
        }
        posix.unlink(path);
      }
      return fate;
    }
  }
}
