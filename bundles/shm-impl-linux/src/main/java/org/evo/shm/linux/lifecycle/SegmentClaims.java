// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;

/** Makes this process the writer of segments, and lets it stop being that. Thread-safe. */
public final class SegmentClaims {

  /** How long an owner that is exiting, and others who claim at the same time, are waited for. */
  private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(2);

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final FileAccess access;
  private final Birth birth;
  private final Metadata metadata;

  /**
   * @param group the group that may read what is created here
   */
  public SegmentClaims(
      Posix posix, SegmentDirectory directory, ProcessTable processes, OptionalInt group) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.access = new FileAccess(group);
    this.birth = new Birth(posix, directory, access);
    this.metadata = new Metadata(posix, directory, access);
  }

  /**
   * Claims a name, see {@link org.evo.shm.ShmLifecycleManager#createWriter}.
   *
   * @param createdNs the time of day, ns since 1970
   */
  public OwnedSegment claim(SegmentSpec spec, long createdNs) {
    directory.check();
    return claim(SegmentHeader.of(spec, createdNs), 0);
  }

  /**
   * Claims the name of a segment that was {@linkplain #giveUp given up}.
   *
   * @param version what its versions go on from
   */
  public OwnedSegment claimAgain(SegmentHeader lost, long version) {
    return claim(lost, version);
  }

  private OwnedSegment claim(SegmentHeader wanted, long versionFloor) {
    long deadlineNs = System.nanoTime() + WAIT_NS;
    while (true) {
      Optional<OwnedSegment> mine = attempt(wanted, versionFloor);
      if (mine.isPresent()) {
        return mine.get();
      }
      if (System.nanoTime() - deadlineNs > 0) {
        throw new SegmentBusyException(
            wanted.name(),
            "its owner is exiting, or others were claiming it all the time",
            "try again in a moment");
      }
      ShortWait.park();
    }
  }

  private Optional<OwnedSegment> attempt(SegmentHeader wanted, long versionFloor) {
    try (MaintenanceLock lock =
        MaintenanceLock.acquire(posix, directory, processes, wanted.name())) {
      try {
        return claim(wanted, versionFloor, lock);
      } catch (IOException | AlreadyExistsException e) {
        if (lock.stillHeld()) {
          throw e;
        }
        // A third party removed the lock file, and whoever came in by that changed what we saw.
        return Optional.empty();
      }
    } catch (IOException e) {
      throw Failures.of(wanted.name(), "it cannot be created", e);
    }
  }

  private Optional<OwnedSegment> claim(
      SegmentHeader wanted, long versionFloor, MaintenanceLock lock) throws IOException {
    Optional<OwnedSegment> mine =
        new Claim(posix, directory, processes, birth, access, wanted, versionFloor, lock).attempt();
    if (mine.isEmpty()) {
      return mine;
    }
    // Asked before, so that the metadata of another's claim stays, and last of all.
    if (isSoleClaim(mine.get(), lock)) {
      publishMetadata(mine.get());
      if (isSoleClaim(mine.get(), lock)) {
        return mine;
      }
    }
    withdraw(mine.get());
    return Optional.empty();
  }

  /**
   * Whether nobody else can have claimed the name meanwhile, let in by a third party that removed
   * the lock file or our own.
   */
  private boolean isSoleClaim(OwnedSegment mine, MaintenanceLock lock) throws IOException {
    return lock.stillHeld() && isNamed(mine) && !mine.isRetired();
  }

  private boolean isNamed(OwnedSegment mine) throws IOException {
    return posix.status(mine.path()).filter(mine.status()::sameFile).isPresent();
  }

  private void publishMetadata(OwnedSegment mine) throws IOException {
    try {
      metadata.publish(mine.header(), mine.owner(), mine.path(), mine.status().inode());
    } catch (IOException e) {
      withdraw(mine);
      throw e;
    }
  }

  /**
   * Undoes a claim that somebody else may have made as well, or that cannot be completed. What was
   * there before goes on as an orphan; what was made anew goes.
   */
  private void withdraw(OwnedSegment mine) throws IOException {
    try {
      if (!mine.isAdopted()) {
        mine.markRetired();
        metadata.remove(mine.header().name(), mine.status().inode());
        removeName(mine);
      }
    } finally {
      mine.release();
    }
  }

  /**
   * Ends a segment: readers leave, its files go, its memory is freed when the last of them has. The
   * owner lock is given up last.
   */
  public void retire(OwnedSegment mine) {
    String name = mine.header().name();
    try {
      mine.markRetired();
      try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
        if (lock.stillHeld()) {
          metadata.remove(name, mine.status().inode());
          removeName(mine);
        }
      }
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be removed", e);
    } finally {
      release(mine);
    }
  }

  /**
   * Keeps a segment for this process without a writer: nobody can write to the file any more, and
   * the owner lock is given up.
   *
   * @param untilNs how long, of CLOCK_MONOTONIC
   */
  public void park(OwnedSegment mine, long untilNs) {
    String name = mine.header().name();
    try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
      mine.markParked(untilNs);
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be parked", e);
    } finally {
      release(mine);
    }
  }

  /** Removes what is left of a name and neither owned nor parked. */
  public void removeUnowned(String name) {
    remove(name, Removal.OwnParked.KEPT);
  }

  /** As {@link #removeUnowned}; what this process has parked goes, too. */
  public void removeParked(String name) {
    remove(name, Removal.OwnParked.REMOVED);
  }

  private void remove(String name, Removal.OwnParked ownParked) {
    try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
      new Removal(posix, directory, processes, lock, name, ownParked).run();
    } catch (IOException e) {
      throw Failures.of(name, "what is left of it cannot be removed", e);
    }
  }

  /** What this process has parked, and until when, of CLOCK_MONOTONIC. */
  public Map<String, Long> parkedHere() {
    Map<String, Long> parked = new HashMap<>();
    try {
      for (Path path : directory.dataFiles()) {
        parkedHere(path)
            .ifPresent(segment -> parked.put(segment.header().name(), segment.untilNs()));
      }
    } catch (IOException e) {
      throw Failures.of(directory.path().toString(), "it cannot be searched", e);
    }
    return parked;
  }

  private record Parked(SegmentHeader header, long untilNs) {}

  private Optional<Parked> parkedHere(Path path) {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      return file.state() == SegmentState.PARKED
          ? file.owner()
              .filter(owner -> owner.process().equals(processes.self()))
              .map(owner -> new Parked(file.header(), owner.parkedUntilNs()))
          : Optional.empty();
    } catch (MalformedSegmentException | IOException e) {
      // Whatever it is, we did not park it.
      return Optional.empty();
    }
  }

  /**
   * Why a segment is not published any more.
   *
   * @param reason for people
   * @param truncated whether its memory is gone, too
   * @param hasName whether its name still leads to it, and is in the way of the next file
   */
  public record Loss(String reason, boolean truncated, boolean hasName) {}

  /** What became of a segment behind its owner's back; empty while all is well. */
  public Optional<Loss> loss(OwnedSegment mine) {
    try {
      if (mine.isTruncated()) {
        return Optional.of(new Loss("its file was truncated", true, true));
      }
      if (!isNamed(mine)) {
        return Optional.of(new Loss(mine.path() + " was removed or replaced", false, false));
      }
      if (mine.memory().isRetired(mine.memory().versionAcquire())) {
        return Optional.of(new Loss("it was retired by somebody else", false, true));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw Failures.of(mine.header().name(), "its file cannot be examined", e);
    }
  }

  /** Whether its file has become too short. */
  public boolean isTruncated(OwnedSegment mine) {
    try {
      return mine.isTruncated();
    } catch (IOException e) {
      throw Failures.of(mine.header().name(), "its file cannot be examined", e);
    }
  }

  /** Lets go of a segment that was lost: its readers leave, and its name, if it has one, goes. */
  public void giveUp(OwnedSegment lost) {
    String name = lost.header().name();
    try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
      if (!lost.isTruncated()) {
        lost.markRetired();
      }
      if (lock.stillHeld()) {
        removeName(lost);
      }
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be given up", e);
    } finally {
      release(lost);
    }
  }

  /** Writes the metadata of a segment again if they are gone, or speak of another file. */
  public void repairMetadata(OwnedSegment mine) {
    String name = mine.header().name();
    try {
      if (metadata.speaksOf(name, mine.status().inode())) {
        return;
      }
      try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
        if (isSoleClaim(mine, lock)) {
          metadata.publish(mine.header(), mine.owner(), mine.path(), mine.status().inode());
        }
      }
    } catch (IOException e) {
      throw Failures.of(name, "its metadata cannot be repaired", e);
    }
  }

  private void removeName(OwnedSegment mine) throws IOException {
    if (isNamed(mine)) {
      posix.unlink(mine.path());
    }
  }

  private static void release(OwnedSegment mine) {
    try {
      mine.release();
    } catch (IOException e) {
      throw Failures.of(mine.header().name(), "its mapping cannot be given up", e);
    }
  }
}
