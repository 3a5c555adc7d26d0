// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.identity.ProcessTable;

/**
 * A file that has the name which somebody claims, as it was found under the maintenance lock.
 *
 * @param file it, open for writing
 * @param live what changes in it
 * @param owner who recorded itself in it
 * @param generation which claim of the name it belongs to
 * @param lock what came of taking its owner lock
 */
record Candidate(
    SegmentFile file,
    LiveFields live,
    Optional<OwnerRecord> owner,
    long generation,
    TakerLock.Outcome lock) {

  static Candidate examine(SegmentFile file, ProcessTable processes)
      throws IOException, MalformedSegmentException {
    return of(file, new TakerLock(file.descriptor(), processes).take());
  }

  /** As {@link #examine}, for who takes nothing: the lock is what a taker would get. */
  static Candidate look(SegmentFile file, ProcessTable processes)
      throws IOException, MalformedSegmentException {
    return of(file, new TakerLock(file.descriptor(), processes).look());
  }

  private static Candidate of(SegmentFile file, TakerLock.Outcome lock)
      throws IOException, MalformedSegmentException {
    // Read after the lock was taken, so that nothing changes any more if it is ours.
    return new Candidate(file, file.liveForHeir(), file.owner(), file.generation(), lock);
  }

  /** Whether it will be another one's or nobody's in a moment. */
  boolean isChangingHands() {
    return lock == TakerLock.Outcome.EXITING || lock == TakerLock.Outcome.STEP_BACK;
  }

  /** Whether a process that lives holds it. */
  boolean isHeld() {
    return lock == TakerLock.Outcome.LIVE;
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

  /** Whether it is parked by this very process and its time is not over. */
  boolean isParkedBy(ProcessIdentity process, long nowNs) {
    return live.state() == SegmentState.PARKED
        && owner
            .filter(o -> o.process().equals(process) && o.parkedUntilNs() - nowNs > 0)
            .isPresent();
  }
}
