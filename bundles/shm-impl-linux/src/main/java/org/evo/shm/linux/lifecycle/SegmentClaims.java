// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
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
  private final NewNames newNames;

  /**
   * @param group the group that may read what is created here
   * @param newNames whether a name may be added
   */
  public SegmentClaims(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      OptionalInt group,
      NewNames newNames) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.access = new FileAccess(group);
    this.birth = new Birth(posix, directory, access);
    this.metadata = new Metadata(posix, directory, access);
    this.newNames = newNames;
  }

  /**
   * Claims a name, see {@link org.evo.shm.ShmLifecycleManager#createWriter}.
   *
   * @param createdNs the time of day, ns since 1970
   */
  public OwnedSegment claim(SegmentSpec spec, long createdNs) {
    return claim(SegmentHeader.of(spec, createdNs));
  }

  /** The same with what is going to be its header, unless there is one already. */
  public OwnedSegment claim(SegmentHeader wanted) {
    directory.check();
    long deadlineNs = System.nanoTime() + WAIT_NS;
    while (true) {
      try (MaintenanceLock lock =
          MaintenanceLock.acquire(posix, directory, processes, wanted.name())) {
        Optional<OwnedSegment> mine = attempt(wanted, Claim.Legacy.NONE, newNames, lock);
        if (mine.isPresent()) {
          return mine.get();
        }
      } catch (IOException e) {
        throw Failures.of(wanted.name(), "it cannot be created", e);
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

  /**
   * One attempt to claim the name of a segment that was lost; empty when others are at work on it.
   *
   * @param version what its versions go on from
   * @param generation what its generations go on from
   * @param filling puts the last value into a new file, before anybody can find that
   * @param leftBehind the lost file, which may still have the name; null when it is gone
   * @throws SegmentBusyException when somebody else owns it now
   */
  public Optional<OwnedSegment> tryClaim(
      SegmentHeader lost,
      long version,
      long generation,
      OwnedSegment leftBehind,
      Consumer<OwnedSegment> filling) {
    try {
      Optional<MaintenanceLock> free =
          MaintenanceLock.tryAcquire(posix, directory, processes, lost.name());
      if (free.isEmpty()) {
        return Optional.empty();
      }
      try (MaintenanceLock lock = free.get()) {
        if (leftBehind != null && lock.stillHeld()) {
          leftBehind.removeName(posix);
        }
        return attempt(lost, new Claim.Legacy(version, generation, filling), NewNames.ANY, lock);
      }
    } catch (IOException e) {
      throw Failures.of(lost.name(), "it cannot be claimed again", e);
    }
  }

  private Optional<OwnedSegment> attempt(
      SegmentHeader wanted, Claim.Legacy legacy, NewNames mayAdd, MaintenanceLock lock)
      throws IOException {
    try {
      return claim(wanted, legacy, mayAdd, lock);
    } catch (IOException | AlreadyExistsException e) {
      if (lock.stillHeld()) {
        throw e;
      }
      // A third party removed the lock file, and whoever came in by that changed what we saw.
      return Optional.empty();
    }
  }

  private Optional<OwnedSegment> claim(
      SegmentHeader wanted, Claim.Legacy legacy, NewNames mayAdd, MaintenanceLock lock)
      throws IOException {
    Optional<OwnedSegment> mine =
        new Claim(posix, directory, processes, birth, access, wanted, legacy, mayAdd, lock)
            .attempt();
    if (mine.isEmpty()) {
      return mine;
    }
    boolean good = false;
    try {
      good = isGood(mine.get(), lock);
    } catch (InternalError e) {
      // Truncated this moment: the next attempt makes another file.
      if (!mine.get().isTruncated()) {
        throw e;
      }
    } finally {
      // Whatever went wrong: holding on to its lock would block the name.
      if (!good) {
        withdraw(mine.get());
      }
    }
    return good ? mine : Optional.empty();
  }

  /** The claim is asked about before, so that the metadata of another's stays, and last of all. */
  private boolean isGood(OwnedSegment mine, MaintenanceLock lock) throws IOException {
    return isSoleClaim(mine, lock) && publishMetadata(mine) && isSoleClaim(mine, lock);
  }

  /**
   * Whether nobody else can have claimed the name meanwhile, let in by a third party that removed
   * the lock file or our own.
   */
  private boolean isSoleClaim(OwnedSegment mine, MaintenanceLock lock) throws IOException {
    // The system call last: errors of memory access come late, with the next one.
    return lock.stillHeld() && !mine.isRetired() && mine.isNamed(posix);
  }

  private boolean publishMetadata(OwnedSegment mine) throws IOException {
    try {
      return metadata.publish(mine.header(), mine.owner(), mine.path(), mine.status().inode());
    } catch (IOException e) {
      if (mine.isAdopted() && Failures.isFull(e)) {
        // A takeover needs no space but for this. The watch writes it when there is some.
        metadata.remove(mine.header().name(), mine.status().inode());
        return true;
      }
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
        mine.removeName(posix);
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
      removeFiles(mine);
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be removed", e);
    } finally {
      Failures.release(mine);
    }
  }

  /** Again and again while a third party removes the lock file from under our hands. */
  private void removeFiles(OwnedSegment mine) throws IOException {
    String name = mine.header().name();
    long deadlineNs = System.nanoTime() + WAIT_NS;
    while (true) {
      try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
        if (lock.stillHeld()) {
          metadata.remove(name, mine.status().inode());
          mine.removeName(posix);
          return;
        }
      }
      if (System.nanoTime() - deadlineNs > 0) {
        throw new SegmentBusyException(
            name,
            "its lock file was removed all the time, its file is retired but still there",
            "find who removes lock files; the next writer of the name, or a cleanup, removes it");
      }
      ShortWait.park();
    }
  }
}
