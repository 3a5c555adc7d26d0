// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.LockTaker;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.identity.ProcessTable.Presence;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;

/** Whether the recorded owner is the one that holds the owner lock, and lives. */
final class OwnerCheck implements FileCheck {

  private final ProcessTable processes;

  OwnerCheck(ProcessTable processes) {
    this.processes = processes;
  }

  @Override
  public void check(Exhibit exhibit) throws IOException {
    if (!exhibit.file().header().foreign()) {
      record(exhibit);
      lock(exhibit);
    }
    announcements(exhibit);
  }

  private void record(Exhibit exhibit) {
    if (exhibit.owner().isEmpty()) {
      exhibit.suspect(
          "the checksum of its owner record does not fit",
          "something else wrote to the file: find it; the next claim of the name writes it anew",
          Mending.EVIDENCE);
    }
  }

  private void lock(Exhibit exhibit) {
    if (!exhibit.isHeld()) {
      return;
    }
    Optional<LockTaker> taker = exhibit.taker();
    if (taker.isEmpty()) {
      exhibit.suspect(
          "a process that does not say which holds its owner lock",
          "end what has the file open (fuser " + exhibit.file().path() + ")",
          Mending.NONE);
    } else if (exhibit.isInherited()) {
      exhibit.suspect(
          "its writer, process " + taker.get().pid() + ", has ended, but a child holds its lock on",
          "end that child (fuser " + exhibit.file().path() + "); the next claim passes it by",
          Mending.REMOVAL);
    } else if (exhibit.state() == SegmentState.ACTIVE) {
      sameProcess(exhibit, taker.get());
    }
  }

  private static void sameProcess(Exhibit exhibit, LockTaker taker) {
    Optional<OwnerRecord> other = exhibit.owner().filter(o -> !taker.is(o.process()));
    if (other.isPresent()) {
      exhibit.suspect(
          "process "
              + other.get().process().pid()
              + " recorded itself as its writer, but process "
              + taker.pid()
              + " holds its lock",
          "restart its writer",
          Mending.NONE);
    }
  }

  /** Those of the living are there for milliseconds only; those of the dead a child holds on. */
  private void announcements(Exhibit exhibit) throws IOException {
    List<ByteRange> announced =
        HeldLocks.exclusive(
            exhibit.file().descriptor(),
            new ByteRange(LockBytes.ANNOUNCEMENT_OFFSET, LockBytes.ANNOUNCEMENT_LENGTH));
    for (ByteRange lock : announced) {
      LockBytes.announcerOf(lock)
          .filter(announcer -> processes.presence(announcer) == Presence.ENDED)
          .ifPresent(announcer -> dead(exhibit, announcer));
    }
  }

  private static void dead(Exhibit exhibit, LockTaker announcer) {
    exhibit.suspect(
        "process "
            + announcer.pid()
            + " announced a takeover and has ended, but a child holds its lock on",
        "end that child (fuser " + exhibit.file().path() + "); it hinders nobody",
        Mending.NONE);
  }
}
