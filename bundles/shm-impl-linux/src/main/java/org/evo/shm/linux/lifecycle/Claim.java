// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentGeometry;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;

/**
 * One attempt to become the writer of a name, under the maintenance lock. It examines every file of
 * the name, refuses when one has a live owner, and otherwise adopts the newest, replaces it by a
 * new generation, or makes the first one. Used once, by one thread.
 */
final class Claim {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final FileAccess access;
  private final CandidateScan scan;
  private final Publication publication;
  private final SegmentHeader wanted;
  private final Legacy legacy;
  private final NewNames newNames;
  private final MaintenanceLock lock;

  /**
   * What a claim goes on from at least, though no file says so any more.
   *
   * @param version of the last value
   * @param generation of the last claim
   * @param filling puts the last value into a new file, before anybody can find that
   */
  record Legacy(long version, long generation, Consumer<OwnedSegment> filling) {

    /** Of a name that nothing is known about. */
    static final Legacy NONE = new Legacy(0, 0, born -> {});
  }

  Claim(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      Birth birth,
      FileAccess access,
      SegmentHeader wanted,
      Legacy legacy,
      NewNames newNames,
      MaintenanceLock lock) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.access = access;
    this.scan = new CandidateScan(posix, directory, processes, wanted);
    this.publication = new Publication(posix, directory, processes, birth, wanted);
    this.wanted = wanted;
    this.legacy = legacy;
    this.newNames = newNames;
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
    List<Candidate> candidates = scan.run();
    try {
      if (candidates.stream().anyMatch(Candidate::isChangingHands) || !lock.stillHeld()) {
        return Optional.empty();
      }
      if (candidates.isEmpty()) {
        newNames.checkNew(wanted.name(), scan.others());
      }
      removeTemporaries();
      return settle(candidates);
    } finally {
      CandidateScan.close(candidates);
    }
  }

  /** What a claim that was cut off left on its way to another name. */
  private void removeTemporaries() throws IOException {
    posix.unlink(directory.resolve(FileNames.temporary(wanted.name())));
    posix.unlink(directory.resolve(FileNames.temporaryMeta(wanted.name())));
  }

  private Optional<OwnedSegment> settle(List<Candidate> candidates) throws IOException {
    Optional<Candidate> newest =
        candidates.stream()
            .filter(c -> !c.isRetired())
            .max(Comparator.comparingLong(Candidate::generation));
    long generation =
        candidates.stream().mapToLong(Candidate::generation).reduce(legacy.generation(), Math::max);
    long version =
        candidates.stream()
            .mapToLong(c -> c.live().committedVersion())
            .reduce(legacy.version(), Math::max);
    OwnerRecord owner = new OwnerRecord(processes.self(), generation + 1, 0);
    // First, since one of them may lie at the path that we need.
    for (Candidate candidate : candidates) {
      if (newest.isEmpty() || candidate != newest.get()) {
        removeOld(candidate);
      }
    }
    if (newest.isPresent() && adoptable(newest.get())) {
      return Optional.of(adopt(newest.get(), owner));
    }
    Optional<OwnedSegment> mine = publication.publish(newest, owner, version, legacy.filling());
    if (mine.isPresent() && newest.isPresent()) {
      replaced(newest.get(), mine.get());
    }
    return mine;
  }

  private void replaced(Candidate old, OwnedSegment mine) throws IOException {
    try {
      removeOld(old);
    } catch (IOException | RuntimeException e) {
      // What is left is an orphan like any other; holding on to its lock would block the name.
      mine.release();
      throw e;
    }
  }

  private boolean adoptable(Candidate candidate) {
    return candidate.lock() == TakerLock.Outcome.TAKEN
        && candidate.file().header().sameShape(wanted)
        && candidate.live().committedVersion() >= legacy.version();
  }

  /** Goes on in the file that is there; its descriptor keeps the lock we took. */
  private OwnedSegment adopt(Candidate candidate, OwnerRecord owner) throws IOException {
    SegmentFile file = candidate.file();
    SegmentGeometry geometry = file.header().geometry();
    access.applyTo(file.descriptor());
    file.descriptor().reserve(geometry.fileBytes());
    SegmentMapping mapping = SegmentMapping.map(file.descriptor(), file.header(), true);
    mapping.keepFromChildren();
    OwnedSegment mine =
        new OwnedSegment(
            file.header(), owner, file.keepDescriptor(), mapping, file.status(), file.path(), true);
    boolean proclaimed = false;
    try {
      mine.proclaim();
      if (mine.isTruncated()) {
        throw new IOException("it was truncated while it was being adopted");
      }
      proclaimed = true;
      return mine;
    } finally {
      // Truncated this moment: holding on to its lock would block the name.
      if (!proclaimed) {
        mine.release();
      }
    }
  }

  /**
   * Tells the readers of a file that is not needed any more to leave, removes its name and frees
   * its memory. What a live owner has retired it removes itself.
   */
  private void removeOld(Candidate candidate) throws IOException {
    SegmentFile file = candidate.file();
    if (lock.stillHeld() && !candidate.isHeld()) {
      SegmentGeometry geometry = file.header().geometry();
      LiveFields.retire(file.descriptor()::write, geometry, candidate.live());
      if (file.stillNamed(posix)) {
        posix.unlink(file.path());
      }
      ValueMemory.free(file.descriptor(), geometry);
    }
  }
}
