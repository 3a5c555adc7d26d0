// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.ProcessTable;

/**
 * A file that has the name which somebody claims, as it was found under the maintenance lock.
 *
 * @param file it, open for writing
 * @param live what changes in it
 * @param owner who recorded itself in it
 * @param generation which claim of the name it belongs to
 * @param lock what its owner lock means
 */
record Candidate(
    SegmentFile file,
    LiveFields live,
    Optional<OwnerRecord> owner,
    long generation,
    OwnerLock lock) {

  /** What the owner lock of a file means. */
  enum OwnerLock {
    /** We hold it now: nobody else is the writer. */
    TAKEN,
    /** A writer that lives, as far as can be seen, holds it. */
    LIVE,
    /** Its owner is on the way out and will let go of it in a moment. */
    EXITING,
    /** Its recorded owner is gone: a child inherited it, or a reader's lock covers it. */
    INHERITED
  }

  static Candidate examine(SegmentFile file, ProcessTable processes)
      throws IOException, MalformedSegmentException {
    OwnerLock lock =
        file.descriptor().tryLockExclusive(LockBytes.OWNER, 1)
            ? OwnerLock.TAKEN
            : judge(file, processes);
    // Read after the lock was taken, so that nothing changes any more if it is ours.
    return new Candidate(file, file.live(), file.owner(), file.generation(), lock);
  }

  private static OwnerLock judge(SegmentFile file, ProcessTable processes) throws IOException {
    if (!file.ownerLockHeld()) {
      return OwnerLock.INHERITED;
    }
    return file.owner()
        .map(o -> processes.presence(o.process()))
        .map(
            presence ->
                switch (presence) {
                  case RUNNING, INVISIBLE -> OwnerLock.LIVE;
                  case EXITING -> OwnerLock.EXITING;
                  case ENDED -> OwnerLock.INHERITED;
                })
        .orElse(OwnerLock.LIVE);
  }

  boolean isRetired() {
    return live.state() == SegmentState.RETIRED;
  }

  /**
   * Whether it is parked by another process that lives or cannot be seen, and its time is not over.
   */
  boolean isParkedByAnother(ProcessTable processes, long nowNs) {
    if (live.state() != SegmentState.PARKED || owner.isEmpty()) {
      return false;
    }
    OwnerRecord parker = owner.get();
    boolean mine = parker.process().equals(processes.self());
    boolean gone = processes.presence(parker.process()) == ProcessTable.Presence.ENDED;
    return !mine && !gone && parker.parkedUntilNs() - nowNs > 0;
  }
}
