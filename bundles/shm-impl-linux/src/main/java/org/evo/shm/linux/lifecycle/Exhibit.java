// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LiveFields;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.LockTaker;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.identity.ProcessTable.Presence;
import org.evo.shm.linux.posix.HeldLock;

/**
 * A segment's open file under examination: what it says, and what is seen of its locks. Nothing is
 * taken.
 */
final class Exhibit {

  private final SegmentFile file;
  private final LiveFields live;
  private final Optional<OwnerRecord> owner;
  private final boolean held;
  private final Optional<LockTaker> taker;
  private final Optional<Presence> takerPresence;
  private final List<Suspicion> suspicions = new ArrayList<>();

  private Exhibit(
      SegmentFile file,
      LiveFields live,
      Optional<OwnerRecord> owner,
      Optional<HeldLock> lock,
      ProcessTable processes) {
    this.file = file;
    this.live = live;
    this.owner = owner;
    this.held = lock.isPresent();
    this.taker =
        lock.flatMap(l -> LockBytes.ownerOf(new ByteRange(l.start(), l.end() - l.start())));
    this.takerPresence = taker.map(processes::presence);
  }

  static Exhibit of(SegmentFile file, ProcessTable processes)
      throws IOException, MalformedSegmentException {
    Optional<OwnerRecord> owner = file.owner();
    Optional<HeldLock> lock = file.descriptor().probeExclusive(LockBytes.OWNER_OFFSET, 1);
    return new Exhibit(file, file.live(), owner, lock, processes);
  }

  SegmentFile file() {
    return file;
  }

  String name() {
    return file.header().name();
  }

  LiveFields live() {
    return live;
  }

  SegmentState state() {
    return live.state();
  }

  Optional<OwnerRecord> owner() {
    return owner;
  }

  /** Whether its owner lock is held, by whomever. */
  boolean isHeld() {
    return held;
  }

  /** Who took the lock that is held; empty for unknown. */
  Optional<LockTaker> taker() {
    return taker;
  }

  /** Whether a lock is held whose taker is gone. */
  boolean isInherited() {
    return takerPresence.filter(p -> p == Presence.ENDED).isPresent();
  }

  /** Whether a process holds it that lives, as far as can be seen. */
  boolean isOwned() {
    return held && !isInherited();
  }

  /** Makes a note of something that looks wrong. */
  void suspect(String problem, String remedy, Suspicion.Mending mending) {
    suspicions.add(Suspicion.of(file.path(), file.status(), name(), problem, remedy, mending));
  }

  /** Whether something was found that no writer of ours does. */
  boolean isDamaged() {
    return suspicions.stream().anyMatch(s -> s.mending() == Suspicion.Mending.EVIDENCE);
  }

  List<Suspicion> suspicions() {
    return List.copyOf(suspicions);
  }
}
