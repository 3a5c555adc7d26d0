// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * Finds every file of a name, of every module and process, and refuses those that somebody else
 * owns. Only this scan under the maintenance lock makes names unique: modules and processes use
 * different paths.
 */
final class CandidateScan {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final SegmentHeader wanted;
  private int others;

  CandidateScan(
      Posix posix, SegmentDirectory directory, ProcessTable processes, SegmentHeader wanted) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.wanted = wanted;
  }

  /**
   * The files, open, with their owner locks taken where they were free. The caller closes them.
   *
   * @throws SegmentBusyException when somebody else owns one
   * @throws AlreadyExistsException when one is not ours to judge
   */
  List<Candidate> run() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    boolean good = false;
    try {
      List<String> all = directory.fileNames(FileNames::isData);
      for (String fileName : all) {
        if (FileNames.canBe(fileName, wanted.name())) {
          examine(directory.resolve(fileName)).ifPresent(candidates::add);
        }
      }
      others = all.size() - candidates.size();
      candidates.forEach(this::refuseIfOwned);
      good = true;
      return candidates;
    } finally {
      if (!good) {
        close(candidates);
      }
    }
  }

  /** How many data files of other names there were. */
  int others() {
    return others;
  }

  static void close(List<Candidate> candidates) throws IOException {
    for (Candidate candidate : candidates) {
      candidate.file().close();
    }
  }

  private Optional<Candidate> examine(Path path) throws IOException {
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty() || !status.get().isRegular()) {
      return Optional.empty();
    }
    if (!directory.owns(status.get())) {
      return refuseStrangers(path, status.get());
    }
    SegmentFile file;
    try {
      file = SegmentFile.open(posix, path, true);
    } catch (MalformedSegmentException e) {
      return Optional.empty();
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
    boolean kept = false;
    try {
      if (!file.header().name().equals(wanted.name())) {
        return Optional.empty();
      }
      if (file.header().foreign() && !isProvenUnused(file)) {
        throw foreign(file);
      }
      Candidate candidate = Candidate.examine(file, processes);
      kept = file.stillNamed(posix);
      return kept ? Optional.of(candidate) : Optional.empty();
    } catch (MalformedSegmentException e) {
      return Optional.empty();
    } finally {
      if (!kept) {
        file.close();
      }
    }
  }

  /** A file of another user's is in the way only if it really is this segment. */
  private Optional<Candidate> refuseStrangers(Path path, FileStatus status) throws IOException {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      if (!file.header().name().equals(wanted.name())) {
        return Optional.empty();
      }
    } catch (MalformedSegmentException e) {
      return Optional.empty();
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      if (e.errno() != Errno.EACCES) {
        throw e;
      }
    }
    throw new AlreadyExistsException(
        wanted.name(),
        path + " has this name and belongs to " + SegmentDirectory.userOf(status),
        "have its writer ended, or choose another name");
  }

  private boolean isProvenUnused(SegmentFile file) throws IOException {
    return new FileUsers(processes).provenUnused(file.path(), file.writerPid());
  }

  private AlreadyExistsException foreign(SegmentFile file) throws IOException {
    return new AlreadyExistsException(
        wanted.name(),
        "an existing EVO process (pid "
            + file.writerPid()
            + ") made "
            + file.path()
            + "; it takes no lock, and that it is gone is not proven",
        "stop it and its readers and try again as root outside of containers, where that can be"
            + " proven, or remove the file, or choose another name");
  }

  private void refuseIfOwned(Candidate candidate) {
    if (candidate.isRetired()) {
      return;
    }
    String who = candidate.owner().map(o -> describe(o)).orElse("another process");
    if (candidate.isHeld()) {
      throw new SegmentBusyException(
          wanted.name(), who + " is its writer", "stop that writer, or choose another name");
    }
    if (candidate.isParkedByAnother(processes, System.nanoTime())) {
      throw new SegmentBusyException(
          wanted.name(),
          who + " has parked it and may come back",
          "wait until it does, or expires");
    }
  }

  private String describe(OwnerRecord owner) {
    boolean mine = owner.process().equals(processes.self());
    return mine ? "this process" : "process " + owner.process().pid();
  }
}
