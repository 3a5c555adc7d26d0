// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentSpec;
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
    SegmentHeader wanted = SegmentHeader.of(spec, createdNs);
    long deadlineNs = System.nanoTime() + WAIT_NS;
    while (true) {
      Optional<OwnedSegment> mine = attempt(wanted);
      if (mine.isPresent()) {
        return mine.get();
      }
      if (System.nanoTime() - deadlineNs > 0) {
        throw new SegmentBusyException(
            spec.name(),
            "its owner is exiting, or others were claiming it all the time",
            "try again in a moment");
      }
      ShortWait.park();
    }
  }

  private Optional<OwnedSegment> attempt(SegmentHeader wanted) {
    try (MaintenanceLock lock =
        MaintenanceLock.acquire(posix, directory, processes, wanted.name())) {
      Optional<OwnedSegment> mine =
          new Claim(posix, directory, processes, birth, access, wanted, lock).attempt();
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
    } catch (IOException e) {
      throw Failures.of(wanted.name(), "it cannot be created", e);
    }
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
    if (!mine.isAdopted()) {
      mine.markRetired();
      metadata.remove(mine.header().name(), mine.status().inode());
      removeName(mine);
    }
    mine.release();
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
