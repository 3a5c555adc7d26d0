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
import java.nio.file.Path;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
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

  private Descriptor hold(OwnedSegment segment) throws IOException {
    Descriptor holder = fixture.posix.openExisting(segment.path(), true);
    assertTrue(holder.tryLockExclusive(LockBytes.OWNER, 1));
    return holder;
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldPublishANewGenerationWhenAChildOfADeadOwnerHoldsItsLock(SegmentLayout layout)
      throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    ClaimFixture.recordOwner(dead, fixture.ended(), 0);
    try (Descriptor child = hold(dead);
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
  void shouldRefuseWhenTheHolderIsRecordedAndLives(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    try (Descriptor owner = hold(segment)) {
      assertEquals(segment.path(), owner.path());
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseWhenTheHolderLivesInAnotherPidNamespace(SegmentLayout layout)
      throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    ProcessIdentity self = fixture.processes.self();
    ClaimFixture.recordOwner(segment, new ProcessIdentity(self.boot(), 7, 1, 1), 0);
    try (Descriptor owner = hold(segment)) {
      assertEquals(segment.path(), owner.path());
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseWhenTheHolderHasNotRecordedItselfYet(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    segment.memory().header().putLong(layout == SegmentLayout.CLASSIC ? 72 : 288, 5);
    try (Descriptor owner = hold(segment)) {
      assertEquals(segment.path(), owner.path());
      assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotBeBlockedByAReaderThatLocksTheOwnersByte(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    try (Descriptor reader = fixture.posix.openExisting(dead.path(), false)) {
      assertTrue(reader.tryLockShared(LockBytes.OWNER, 1));
      OwnedSegment heir = fixture.claim(layout);
      assertNotEquals(dead.status().inode(), heir.status().inode());
      assertEquals(4, ClaimFixture.write(heir, 2));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotBeBlockedByARetiredSegmentThatIsStillHeld(SegmentLayout layout) throws IOException {
    OwnedSegment retired = fixture.orphan(layout);
    retired.memory().retireRelease();
    String name = layout == SegmentLayout.CLASSIC ? "evo_seg_1" : "evo_test_seg_1";
    java.nio.file.Files.move(retired.path(), path.resolve(name));
    try (Descriptor owner = fixture.posix.openExisting(path.resolve(name), true)) {
      assertTrue(owner.tryLockExclusive(LockBytes.OWNER, 1));
      OwnedSegment next = fixture.claim(layout);
      assertTrue(ClaimFixture.write(next, 2) > 2);
      assertEquals(1, fixture.dataFiles().size());
    }
  }
}
