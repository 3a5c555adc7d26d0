// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;

/**
 * What the watch does for owners: finds what became of a segment behind its owner's back, and keeps
 * its metadata right. It waits for no lock: what cannot be done now is done in the next round.
 * Thread-safe.
 */
public final class LostSegments {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Metadata metadata;

  /**
   * @param group the group that may read what is created here
   */
  public LostSegments(
      Posix posix, SegmentDirectory directory, ProcessTable processes, OptionalInt group) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.metadata = new Metadata(posix, directory, new FileAccess(group));
  }

  /**
   * Why a segment is not published any more.
   *
   * @param reason for people
   * @param valueGone whether its memory is gone, too, or not to be trusted
   */
  public record Loss(String reason, boolean valueGone) {}

  /** What became of a segment; empty while all is well. */
  public Optional<Loss> loss(OwnedSegment mine) {
    try {
      if (mine.isTruncated()) {
        return Optional.of(new Loss("its file was truncated", true));
      }
      if (!mine.isNamed(posix)) {
        return Optional.of(new Loss(mine.path() + " was removed or replaced", false));
      }
      if (mine.isRetired()) {
        return Optional.of(new Loss("it was retired by somebody else", false));
      }
      if (mine.isDamaged()) {
        return Optional.of(new Loss("its header was overwritten", true));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw Failures.of(mine.header().name(), "its file cannot be examined", e);
    }
  }

  /** Shows everybody that its owner lives; do it every {@link OwnedSegment#LIFE_SIGN_MS}. */
  public void showLife(OwnedSegment mine) {
    try {
      mine.showLife();
    } catch (IOException e) {
      throw Failures.of(mine.header().name(), "its file cannot be given new times", e);
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

  /**
   * What was committed to a segment that was lost while a write was under way: the file is taken
   * away from under that write, so that nothing comes after it.
   *
   * @param look gets the file's memory, for reading
   */
  public <T> T cutOff(OwnedSegment lost, Function<SegmentMemory, T> look) {
    try {
      return lost.cutOff(look);
    } catch (IOException e) {
      throw Failures.of(lost.header().name(), "its last value cannot be read", e);
    }
  }

  /** Lets go of a segment that was lost: its readers leave, and its name, if it has one, goes. */
  public void giveUp(OwnedSegment lost) {
    String name = lost.header().name();
    try {
      lost.markRetired();
      try (MaintenanceLock lock = tryLock(name)) {
        // A name that cannot be removed now goes with the next claim: it is one of a retired file.
        if (lock != null && lock.stillHeld()) {
          lost.removeName(posix);
        }
      }
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be given up", e);
    } finally {
      Failures.release(lost);
    }
  }

  /** Writes the metadata of a segment again if they are gone, or speak of another file. */
  public void repairMetadata(OwnedSegment mine) {
    String name = mine.header().name();
    try {
      if (metadata.speaksOf(name, mine.status().inode())) {
        return;
      }
      try (MaintenanceLock lock = tryLock(name)) {
        if (lock != null && lock.stillHeld() && mine.isNamed(posix)) {
          metadata.publish(mine.header(), mine.owner(), mine.path(), mine.status().inode());
        }
      }
    } catch (IOException e) {
      throw Failures.of(name, "its metadata cannot be repaired", e);
    }
  }

  private MaintenanceLock tryLock(String name) throws IOException {
    return MaintenanceLock.tryAcquire(posix, directory, processes, name).orElse(null);
  }
}
