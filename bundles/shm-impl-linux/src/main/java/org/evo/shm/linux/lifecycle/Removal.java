// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * Removes what is left of one name, under the maintenance lock: files that nobody owns and nobody
 * has parked, temporary files, and the metadata when no file remains. What it cannot prove to be
 * abandoned it leaves alone. Used once, by one thread.
 */
final class Removal {

  /** What to do with what this process itself has parked, and its time is not over. */
  enum OwnParked {
    KEPT,
    REMOVED
  }

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final MaintenanceLock lock;
  private final String name;
  private final OwnParked ownParked;

  Removal(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      MaintenanceLock lock,
      String name,
      OwnParked ownParked) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.lock = lock;
    this.name = name;
    this.ownParked = ownParked;
  }

  /** One pass. */
  void run() throws IOException {
    int left = 0;
    for (Path path : oldestFirst()) {
      left += removed(path) ? 0 : 1;
    }
    if (lock.stillHeld()) {
      posix.unlink(directory.resolve(FileNames.temporary(name)));
      posix.unlink(directory.resolve(FileNames.temporaryMeta(name)));
      if (left == 0) {
        posix.unlink(directory.resolve(FileNames.meta(name)));
      }
    }
  }

  /** The newest last: a reader that looks meanwhile must not be sent back to an older one. */
  private List<Path> oldestFirst() throws IOException {
    Map<Path, Long> generations = new HashMap<>();
    for (Path path : directory.candidates(name)) {
      generations.put(path, generation(path));
    }
    return generations.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private long generation(Path path) {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      return file.generation();
    } catch (MalformedSegmentException | IOException e) {
      // It is opened again, and judged, when its turn comes.
      return 0;
    }
  }

  /** False when the file is, or may be, this segment and stays. */
  private boolean removed(Path path) throws IOException {
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty() || !status.get().isRegular()) {
      return true;
    }
    if (!directory.owns(status.get())) {
      return false;
    }
    try (SegmentFile file = SegmentFile.open(posix, path, true)) {
      return !file.header().name().equals(name) || removed(file);
    } catch (MalformedSegmentException e) {
      // Not ours to judge: the next claim of its path replaces it.
      return true;
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return true;
      }
      throw e;
    }
  }

  private boolean removed(SegmentFile file) throws IOException, MalformedSegmentException {
    if (file.header().foreign()
        && !new FileUsers(processes).provenUnused(file.path(), file.writerPid())) {
      return false;
    }
    Candidate candidate = Candidate.examine(file, processes);
    boolean held = candidate.isHeld() || candidate.isChangingHands();
    if (held || isParked(candidate) || !lock.stillHeld()) {
      return false;
    }
    LiveFields.retire(file.descriptor()::write, file.header().geometry(), candidate.live());
    if (file.stillNamed(posix)) {
      posix.unlink(file.path());
    }
    ValueMemory.free(file.descriptor(), file.header().geometry());
    return true;
  }

  private boolean isParked(Candidate candidate) {
    long nowNs = System.nanoTime();
    if (candidate.isParkedByAnother(processes, nowNs)) {
      return true;
    }
    return ownParked == OwnParked.KEPT && candidate.isParkedBy(processes.self(), nowNs);
  }
}
