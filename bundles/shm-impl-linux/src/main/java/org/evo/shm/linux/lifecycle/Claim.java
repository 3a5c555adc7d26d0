// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * One attempt to become the writer of a name, under the maintenance lock. It examines every file of
 * the name, refuses when one has a live owner, and otherwise adopts the newest, replaces it by a
 * new generation, or makes the first one. Used once, by one thread.
 */
final class Claim {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Birth birth;
  private final SegmentHeader wanted;
  private final MaintenanceLock lock;

  Claim(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      Birth birth,
      SegmentHeader wanted,
      MaintenanceLock lock) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.birth = birth;
    this.wanted = wanted;
    this.lock = lock;
  }

  /**
   * The segment that is ours now; empty when the attempt has to be made again: an owner is exiting,
   * or what was found changed under our hands.
   *
   * @throws SegmentBusyException when somebody else owns it
   * @throws AlreadyExistsException when a file that is not ours has the name
   */
  Optional<OwnedSegment> attempt() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    try {
      for (Path path : directory.candidates(wanted.name())) {
        examine(path).ifPresent(candidates::add);
      }
      for (Candidate candidate : candidates) {
        refuseIfOwned(candidate);
      }
      if (candidates.stream().anyMatch(c -> c.lock() == Candidate.OwnerLock.EXITING)
          || !lock.stillHeld()) {
        return Optional.empty();
      }
      removeTemporaries();
      return Optional.of(settle(candidates));
    } finally {
      close(candidates);
    }
  }

  private void close(List<Candidate> candidates) throws IOException {
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
      if (file.header().foreign()) {
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
        path + " has this name and belongs to user " + status.uid(),
        "have that user remove it, or choose another name");
  }

  private AlreadyExistsException foreign(SegmentFile file) throws IOException {
    return new AlreadyExistsException(
        wanted.name(),
        "an existing EVO process (pid "
            + file.writerPid()
            + ") made "
            + file.path()
            + "; it takes no lock, so nothing proves that it is gone",
        "stop that process and remove the file, or choose another name");
  }

  private void refuseIfOwned(Candidate candidate) {
    if (candidate.isRetired()) {
      return;
    }
    String who = candidate.owner().map(o -> describe(o)).orElse("another process");
    if (candidate.lock() == Candidate.OwnerLock.LIVE) {
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

  /** What a claim that was cut off left on its way to another name. */
  private void removeTemporaries() throws IOException {
    posix.unlink(directory.resolve(FileNames.temporary(wanted.name())));
    posix.unlink(directory.resolve(FileNames.temporaryMeta(wanted.name())));
  }

  private OwnedSegment settle(List<Candidate> candidates) throws IOException {
    Optional<Candidate> newest =
        candidates.stream()
            .filter(c -> !c.isRetired())
            .max(Comparator.comparingLong(Candidate::generation));
    long generation = candidates.stream().mapToLong(Candidate::generation).max().orElse(0) + 1;
    long version = candidates.stream().mapToLong(c -> c.live().committedVersion()).max().orElse(0);
    OwnerRecord owner = new OwnerRecord(processes.self(), generation, 0);
    OwnedSegment mine;
    if (newest.isPresent() && adoptable(newest.get())) {
      mine = adopt(newest.get(), owner);
    } else {
      mine = publish(newest, owner, version);
    }
    for (Candidate candidate : candidates) {
      if (!candidate.file().status().sameFile(mine.status())) {
        removeOld(candidate, mine);
      }
    }
    return mine;
  }

  private boolean adoptable(Candidate candidate) {
    return candidate.lock() == Candidate.OwnerLock.TAKEN
        && candidate.file().header().sameShape(wanted);
  }

  /** Goes on in the file that is there; its descriptor keeps the lock we took. */
  private OwnedSegment adopt(Candidate candidate, OwnerRecord owner) throws IOException {
    SegmentFile file = candidate.file();
    SegmentGeometry geometry = file.header().geometry();
    file.descriptor().reserve(geometry.fileBytes());
    SegmentMapping mapping = SegmentMapping.map(file.descriptor(), file.header(), true);
    mapping.keepFromChildren();
    OwnedSegment mine =
        new OwnedSegment(
            file.header(), owner, file.keepDescriptor(), mapping, file.status(), file.path());
    mine.proclaim();
    return mine;
  }

  /** A new file: over the old one where it may have that name, else under a name of its own. */
  private OwnedSegment publish(Optional<Candidate> old, OwnerRecord owner, long version)
      throws IOException {
    Path path =
        old.filter(this::nameFits)
            .map(c -> c.file().path())
            .orElse(directory.resolve(ownFileName()));
    OwnedSegment mine = birth.create(wanted, owner, firstVersion(version), path);
    try {
      if (old.filter(this::nameFits).isPresent()) {
        replace(mine, path);
      } else {
        link(mine, path);
      }
      return mine;
    } catch (IOException | RuntimeException e) {
      mine.release();
      throw e;
    }
  }

  private String ownFileName() {
    return FileNames.data(
        wanted.geometry().layout(), wanted.module(), wanted.name(), processes.self().pid());
  }

  /** A classic segment takes its name from its file's, so it cannot have that of a slotted one. */
  private boolean nameFits(Candidate old) {
    SegmentHeader header = old.file().header();
    return header.geometry().layout() == wanted.geometry().layout()
        && (wanted.geometry().isClassic() || header.module().equals(wanted.module()));
  }

  /**
   * Above every version that was committed, once the first write has been. A slot says which
   * version it holds, so an even one without a value is told apart; a classic value cannot, so it
   * starts as a write under way.
   */
  private long firstVersion(long committed) {
    boolean fresh = committed == 0;
    return wanted.geometry().isClassic() && !fresh ? committed + 1 : committed;
  }

  private void link(OwnedSegment mine, Path path) throws IOException {
    try {
      posix.link(mine.descriptor(), path);
    } catch (PosixException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      refuseUnlessDebris(path);
      replace(mine, path);
    }
  }

  private void replace(OwnedSegment mine, Path path) throws IOException {
    Path temporary = directory.resolve(FileNames.temporary(wanted.name()));
    posix.link(mine.descriptor(), temporary);
    posix.rename(temporary, path);
  }

  /**
   * The path we need holds something that is not this segment. It is replaced only when it is an
   * ordinary file of our own that is no segment and that nobody holds: the rest of a damaged one.
   */
  private void refuseUnlessDebris(Path path) throws IOException {
    String what;
    Optional<FileStatus> status = posix.status(path);
    if (status.isPresent() && status.get().isRegular() && directory.owns(status.get())) {
      try (SegmentFile other = SegmentFile.open(posix, path, true)) {
        what = "it is segment '" + other.header().name() + "'";
      } catch (MalformedSegmentException e) {
        if (nobodyHolds(path)) {
          return;
        }
        what = "somebody holds it";
      }
    } else {
      what = status.map(s -> "it is " + s.kindName() + " of user " + s.uid()).orElse("it is gone");
    }
    throw new AlreadyExistsException(
        wanted.name(), path + " is taken: " + what, "remove it, or choose another name");
  }

  private boolean nobodyHolds(Path path) throws IOException {
    try (var file = posix.openExisting(path, true)) {
      return file.tryLockExclusive(LockBytes.OWNER, 1)
          && file.probeAny(LockBytes.FIRST_READER, Long.MAX_VALUE - LockBytes.FIRST_READER)
              .isEmpty();
    }
  }

  /** Tells readers of a replaced file to leave, and removes its name if it still has one. */
  private void removeOld(Candidate candidate, OwnedSegment mine) throws IOException {
    SegmentFile file = candidate.file();
    if (!lock.stillHeld()) {
      return;
    }
    LiveFields.retire(file.descriptor()::write, file.header().geometry(), candidate.live());
    if (file.stillNamed(posix) && !file.path().equals(mine.path())) {
      posix.unlink(file.path());
    }
  }
}
