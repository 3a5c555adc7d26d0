// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.identity.LockTaker;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.HeldLock;

/**
 * The exclusive lock of a file, of a segment's or of a lock file, which tells who took it.
 *
 * <p>A child may have inherited it from a taker that died, and cannot be made to let go. Whoever
 * wants to go on all the same announces that by a second lock and then looks at the first one
 * again; whoever takes the first one looks for announcements afterwards. So of two at least one
 * sees the other, and steps back. Announcements of the dead count for nothing: they are inherited,
 * too.
 */
final class TakerLock {

  /** What came of an attempt. */
  enum Outcome {
    /** We hold it now, and nobody else is at work. */
    TAKEN,
    /** A process that lives, as far as can be seen, holds it. */
    LIVE,
    /** Its taker is on the way out and will let go of it in a moment. */
    EXITING,
    /**
     * Its taker is gone and a child inherited it, or readers' locks are in its way. We have
     * announced that we go on.
     */
    INHERITED_AND_ANNOUNCED,
    /** Somebody else is at work: nothing was taken, try again in a moment. */
    STEP_BACK
  }

  private enum Holder {
    NOBODY,
    LIVE,
    EXITING,
    ENDED
  }

  private final Descriptor file;
  private final ProcessTable processes;
  private final ByteRange own;
  private final ByteRange announcement;

  TakerLock(Descriptor file, ProcessTable processes) {
    this.file = file;
    this.processes = processes;
    this.own = LockBytes.owner(processes.self());
    this.announcement = LockBytes.announcement(processes.self());
  }

  /** Tries to take it; what was taken ends when the file is closed or unlocked. */
  Outcome take() throws IOException {
    if (file.tryLockExclusive(own.start(), own.length())) {
      return othersAnnounced() ? stepBack() : Outcome.TAKEN;
    }
    return switch (holder()) {
      case LIVE -> Outcome.LIVE;
      case EXITING -> Outcome.EXITING;
      case ENDED -> announce();
      case NOBODY -> Outcome.STEP_BACK;
    };
  }

  /** What an attempt would find now, without taking or announcing anything. */
  Outcome look() throws IOException {
    return switch (holder()) {
      case LIVE -> Outcome.LIVE;
      case EXITING -> Outcome.EXITING;
      case ENDED -> Outcome.INHERITED_AND_ANNOUNCED;
      case NOBODY -> othersAnnounced() ? Outcome.STEP_BACK : Outcome.TAKEN;
    };
  }

  /**
   * Whether it is held by a taker that lives, as far as can be seen: not by the heir of one, and
   * not for a moment by somebody who looks whether it is free.
   *
   * @param recorded who says of itself that it holds it, empty when that cannot be told
   */
  boolean isHeldBy(Optional<ProcessIdentity> recorded) throws IOException {
    Optional<HeldLock> lock = file.probeExclusive(LockBytes.OWNER_OFFSET, 1);
    if (lock.isEmpty()) {
      return false;
    }
    Optional<LockTaker> taker = LockBytes.ownerOf(range(lock.get()));
    boolean same = taker.isEmpty() || recorded.isEmpty() || taker.get().is(recorded.get());
    return same && holder(taker) != Holder.ENDED;
  }

  private Outcome announce() throws IOException {
    // Looked at before as well, so that those who wait do not disturb each other.
    boolean good =
        !othersAnnounced() && lockAnnouncement() && holder() == Holder.ENDED && !othersAnnounced();
    return good ? Outcome.INHERITED_AND_ANNOUNCED : stepBack();
  }

  /**
   * A reader's lock in the place of the announcement does not stop us: a group that may read must
   * not be able to block the name.
   */
  private boolean lockAnnouncement() throws IOException {
    return file.tryLockExclusive(announcement.start(), announcement.length())
        || file.probeExclusive(announcement.start(), announcement.length()).isEmpty();
  }

  private Outcome stepBack() throws IOException {
    file.unlockAll();
    return Outcome.STEP_BACK;
  }

  private Holder holder() throws IOException {
    Optional<HeldLock> lock = file.probeExclusive(LockBytes.OWNER_OFFSET, 1);
    if (lock.isPresent()) {
      return holder(LockBytes.ownerOf(range(lock.get())));
    }
    boolean readersInTheWay = file.probeAny(own.start(), own.length()).isPresent();
    return readersInTheWay ? Holder.ENDED : Holder.NOBODY;
  }

  /** A taker that is unknown may live. */
  private Holder holder(Optional<LockTaker> taker) {
    return taker
        .map(processes::presence)
        .map(
            presence ->
                switch (presence) {
                  case RUNNING, INVISIBLE -> Holder.LIVE;
                  case EXITING -> Holder.EXITING;
                  case ENDED -> Holder.ENDED;
                })
        .orElse(Holder.LIVE);
  }

  private boolean othersAnnounced() throws IOException {
    return HeldLocks.exclusive(
            file, new ByteRange(LockBytes.ANNOUNCEMENT_OFFSET, LockBytes.ANNOUNCEMENT_LENGTH))
        .stream()
        .anyMatch(lock -> holder(LockBytes.announcerOf(lock)) != Holder.ENDED);
  }

  private static ByteRange range(HeldLock lock) {
    return new ByteRange(lock.start(), lock.end() - lock.start());
  }
}
