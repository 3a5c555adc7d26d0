// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.SIZE;
import static org.evo.shm.linux.lifecycle.ClaimFixture.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentState;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.linux.posix.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The owner lock is held, but not by a writer that lives. */
class InheritedLockTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPublishANewGenerationWhenAChildOfADeadOwnerHoldsItsLock(SegmentLayout layout)
      throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    try (Descriptor child = Takers.own(dead.path(), fixture.ended());
        LinuxSharedMemory client = fixture.client()) {
      SegmentReader reader = client.attachReader("seg");
      OwnedSegment heir = fixture.claim(layout);
      assertNotEquals(dead.status().inode(), heir.status().inode());
      assertEquals(2, heir.owner().generation());
      assertEquals(1, fixture.dataFiles().size());
      assertEquals(4, ClaimFixture.write(heir, 2));
      byte[] copy = new byte[SIZE];
      reader.read(copy);
      assertArrayEquals(value(SIZE, 2), copy);
      assertTrue(child.status().links() == 0, "the old file still has a name");
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldFreeTheMemoryOfTheFileThatAChildHoldsOn(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    ByteRange values = dead.header().geometry().valuePages();
    try (Descriptor child = Takers.own(dead.path(), fixture.ended())) {
      fixture.claim(layout);
      assertEquals(0, child.status().links());
      byte[] freed = child.read(values.start(), (int) values.length());
      assertArrayEquals(new byte[freed.length], freed);
      assertTrue(freed.length > SIZE / 2, freed.length + " bytes");
      assertTrue(dead.isRetired());
    }
  }

  /** The recorded owner does not count, the taker of the lock does. */
  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseWhenTheTakerLivesThoughAnotherOwnerIsRecorded(SegmentLayout layout)
      throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    ClaimFixture.recordOwner(segment, fixture.ended(), 0);
    try (Descriptor owner = Takers.own(segment.path(), fixture.processes.self())) {
      assertEquals(segment.path(), owner.path());
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseWhenTheTakerLivesInAnotherPidNamespace(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    try (Descriptor owner = Takers.own(segment.path(), Takers.invisible(fixture.processes))) {
      assertEquals(segment.path(), owner.path());
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseWhenTheTakerIsUnknown(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    ClaimFixture.recordOwner(segment, fixture.ended(), 0);
    try (Descriptor owner = fixture.posix.openExisting(segment.path(), true)) {
      assertTrue(owner.tryLockExclusive(LockBytes.OWNER_OFFSET, 1));
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPassByHeirsOfTheOwnerAndOfTheMaintenanceLockAtOnce(SegmentLayout layout)
      throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    Path lockFile = Files.createFile(path.resolve(".evo-seg.lock"));
    try (Descriptor child = Takers.own(dead.path(), fixture.ended());
        Descriptor another = Takers.own(lockFile, fixture.ended())) {
      OwnedSegment heir = fixture.claim(layout);
      assertEquals(2, heir.owner().generation());
      assertEquals(0, child.status().links());
      assertEquals(0, another.status().links());
      assertEquals(1, fixture.dataFiles().size());
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldIgnoreTheAnnouncementOfADeadProcess(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    ProcessIdentity announcer = fixture.endedBefore();
    try (Descriptor announcement = Takers.announce(dead.path(), announcer)) {
      OwnedSegment heir = fixture.claim(layout);
      assertEquals(dead.status().inode(), heir.status().inode());
      ClaimFixture.crash(heir);
      try (Descriptor child = Takers.own(heir.path(), fixture.ended())) {
        assertEquals(3, fixture.claim(layout).owner().generation());
        assertEquals(0, child.status().links());
      }
      assertEquals(0, announcement.status().links());
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldStepBackFromTheAnnouncementOfALivingProcess(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    ProcessIdentity stranger = Takers.invisible(fixture.processes);
    try (Descriptor announcement = Takers.announce(dead.path(), stranger)) {
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
      try (Descriptor child = Takers.own(dead.path(), fixture.ended())) {
        assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
        assertEquals(1, child.status().links());
      }
      assertEquals(SegmentState.ACTIVE, ClaimFixture.state(dead));
      assertEquals(dead.path(), announcement.path());
    }
    assertEquals(dead.status().inode(), fixture.claim(layout).status().inode());
  }

  /** A group that may read must not be able to block the name. */
  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotBeBlockedByAReaderThatLocksThePlaceOfAnnouncements(SegmentLayout layout)
      throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    try (Descriptor reader = fixture.posix.openExisting(dead.path(), false);
        Descriptor child = Takers.own(dead.path(), fixture.ended())) {
      assertTrue(
          reader.tryLockShared(LockBytes.ANNOUNCEMENT_OFFSET, LockBytes.ANNOUNCEMENT_LENGTH));
      assertEquals(2, fixture.claim(layout).owner().generation());
      assertEquals(0, child.status().links());
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotBeBlockedByAReaderThatLocksTheOwnersByte(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    try (Descriptor reader = fixture.posix.openExisting(dead.path(), false)) {
      assertTrue(reader.tryLockShared(LockBytes.OWNER_OFFSET, 1));
      OwnedSegment heir = fixture.claim(layout);
      assertNotEquals(dead.status().inode(), heir.status().inode());
      assertEquals(4, ClaimFixture.write(heir, 2));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldLeaveARetiredSegmentToTheOwnerThatStillHoldsIt(SegmentLayout layout)
      throws IOException {
    OwnedSegment retired = fixture.orphan(layout);
    retired.memory().retireRelease();
    String name = layout == SegmentLayout.CLASSIC ? "evo_seg_1" : "evo_test_seg_1";
    Files.move(retired.path(), path.resolve(name));
    try (Descriptor owner = Takers.own(path.resolve(name), fixture.processes.self())) {
      OwnedSegment next = fixture.claim(layout);
      assertTrue(ClaimFixture.write(next, 2) > 2);
      assertEquals(2, next.owner().generation());
      assertEquals(1, owner.status().links());
      ClaimFixture.crash(next);
    }
    // Its owner died: now anybody removes it.
    fixture.claim(layout);
    assertEquals(1, fixture.dataFiles().size());
  }

  /** In a container every process has the same pid, and so the same path. */
  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldWaitUntilTheOwnerOfARetiredSegmentHasRemovedItFromThePathThatIsNeeded(
      SegmentLayout layout) throws IOException {
    OwnedSegment retired = fixture.orphan(layout);
    retired.memory().retireRelease();
    try (Descriptor owner = Takers.own(retired.path(), fixture.processes.self())) {
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
      assertEquals(1, owner.status().links());
      assertEquals(1, fixture.dataFiles().size(), fixture.files().toString());
    }
    assertEquals(2, fixture.claim(layout).owner().generation());
  }
}
