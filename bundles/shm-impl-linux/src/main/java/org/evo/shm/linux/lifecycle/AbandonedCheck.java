// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.identity.ProcessTable.Presence;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;

/** Whether a file is still there though nobody is going to write to it. */
final class AbandonedCheck implements FileCheck {

  private static final String CLEANUP = "./evo-shm cleanup, or start its writer again";

  private final ProcessTable processes;
  private final long graceMs;

  /**
   * @param graceMs how long a writer that died may be started again before its file is residue
   */
  AbandonedCheck(ProcessTable processes, long graceMs) {
    this.processes = processes;
    this.graceMs = graceMs;
  }

  @Override
  public void check(Exhibit exhibit) throws IOException {
    if (exhibit.file().header().foreign() || exhibit.isHeld()) {
      return;
    }
    if (exhibit.state() == SegmentState.RETIRED) {
      exhibit.suspect("it is retired and still has its name", "./evo-shm cleanup", Mending.REMOVAL);
      return;
    }
    Optional<OwnerRecord> owner = exhibit.owner();
    if (owner.isPresent() && !isParked(exhibit, owner.get())) {
      orphan(exhibit, owner.get());
    }
  }

  private boolean isParked(Exhibit exhibit, OwnerRecord parker) {
    return exhibit.state() == SegmentState.PARKED
        && parker.parkedUntilNs() - System.nanoTime() > 0
        && processes.presence(parker.process()) != Presence.ENDED;
  }

  private void orphan(Exhibit exhibit, OwnerRecord owner) throws IOException {
    boolean earlier = !owner.process().boot().equals(processes.self().boot());
    if (earlier) {
      exhibit.suspect(
          "it is of an earlier boot of this machine", remedy(exhibit), removal(exhibit));
    } else if (LastSign.now()
        .isDeadFor(graceMs, exhibit.file().status(), exhibit.live().commitTimeNs())) {
      String who = "process " + owner.process().pid();
      exhibit.suspect(
          exhibit.state() == SegmentState.PARKED
              ? who + " parked it and did not come back"
              : "its writer, " + who + ", left it without closing it",
          remedy(exhibit),
          removal(exhibit));
    }
  }

  private static String remedy(Exhibit exhibit) throws IOException {
    if (exhibit.isDamaged()) {
      return "keep a copy for whoever looks for the cause; then " + CLEANUP;
    }
    int readers = ReaderCount.of(exhibit.file().descriptor());
    return readers == 0
        ? CLEANUP
        : "start its writer again, or "
            + CleanupRule.againstReaders(exhibit.file().path())
            + ", then ./evo-shm cleanup; or ./evo-shm cleanup --emergency, which takes it from them";
  }

  /** Whoever reads it goes on doing so, as with any other cleanup. */
  private static Mending removal(Exhibit exhibit) throws IOException {
    return ReaderCount.of(exhibit.file().descriptor()) == 0 ? Mending.REMOVAL : Mending.NONE;
  }
}
