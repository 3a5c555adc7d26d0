// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.SegmentLayout;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.posix.Descriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever looks whether a segment is free holds its lock for a moment, and is no owner. */
class OwnedOrScannedTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;

  @BeforeEach
  void create() {
    fixture = new ClaimFixture(path);
  }

  @Test
  void shouldCallItOwnedWhileItsRecordedOwnerHoldsTheLock() throws Exception {
    OwnedSegment mine = fixture.claim(SegmentLayout.SLOTTED);
    try (SegmentFile file = SegmentFile.open(fixture.posix, mine.path(), false)) {
      assertTrue(file.isOwned(fixture.processes));
    }
    fixture.claims.retire(mine);
  }

  @Test
  void shouldNotCallItOwnedWhileSomebodyElseLooksWhetherItIsFree() throws Exception {
    OwnedSegment mine = fixture.claim(SegmentLayout.SLOTTED);
    ProcessIdentity self = fixture.processes.self();
    ProcessIdentity recorded =
        new ProcessIdentity(self.boot(), self.pidNamespace(), self.pid(), self.startTicks() + 1);
    try (Descriptor looking = fixture.posix.openExisting(mine.path(), true)) {
      TakerLock lock = new TakerLock(looking, fixture.processes);
      assertTrue(lock.isHeldBy(Optional.of(self)));
      assertFalse(lock.isHeldBy(Optional.of(recorded)));
      assertTrue(lock.isHeldBy(Optional.empty()));
    }
    fixture.claims.retire(mine);
  }

  @Test
  void shouldTellATakerByEachPartOfItsIdentity() {
    ProcessIdentity self = fixture.processes.self();
    ByteRange lock = LockBytes.owner(self);
    var taker = LockBytes.ownerOf(lock).orElseThrow();
    assertTrue(taker.is(self));
    assertFalse(
        taker.is(
            new ProcessIdentity(
                self.boot(), self.pidNamespace(), self.pid() + 1, self.startTicks())));
    assertFalse(
        taker.is(
            new ProcessIdentity(
                self.boot(), self.pidNamespace() + 1, self.pid(), self.startTicks())));
    assertEquals(self.pid(), taker.pid());
  }
}
