// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.SIZE;
import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.evo.shm.linux.lifecycle.ClaimFixture.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import org.evo.shm.CommitTime;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer died without a word, and another one claims its name. */
class TakeoverTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private LinuxSharedMemory client;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
    client = fixture.client();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    fixture.close();
  }

  private static SegmentLayout other(SegmentLayout layout) {
    return layout == SegmentLayout.CLASSIC ? SegmentLayout.SLOTTED : SegmentLayout.CLASSIC;
  }

  private static byte[] read(SegmentReader reader) {
    byte[] copy = new byte[reader.capacityBytes()];
    reader.read(copy);
    return copy;
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldAdoptTheFileWhenTheLayoutIsTheSame(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    SegmentReader reader = client.attachReader("seg");
    assertEquals(Liveness.DEAD, reader.info().owner().liveness());
    assertArrayEquals(value(SIZE, 1), read(reader));
    OwnedSegment heir = fixture.claim(layout);
    assertTrue(heir.status().sameFile(dead.status()));
    assertEquals(2, heir.owner().generation());
    assertArrayEquals(value(SIZE, 1), read(reader));
    assertEquals(4, ClaimFixture.write(heir, 2));
    assertTrue(reader.hasChanged());
    assertArrayEquals(value(SIZE, 2), read(reader));
    assertEquals(Liveness.ALIVE, reader.info().owner().liveness());
    assertEquals(2, reader.info().owner().generation());
    assertEquals(1, reader.info().activity().readers());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldMoveReadersToANewGenerationOfAnotherSize(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    SegmentReader reader = client.attachReader("seg");
    read(reader);
    OwnedSegment heir = fixture.claim(spec(layout).sizeBytes(2 * SIZE).build());
    assertNotEquals(dead.status().inode(), heir.status().inode());
    assertEquals(dead.path(), heir.path());
    assertTrue(ClaimFixture.write(heir, 2) > 2);
    byte[] copy = new byte[2 * SIZE];
    assertEquals(2 * SIZE, reader.read(copy));
    assertArrayEquals(value(2 * SIZE, 2), copy);
    assertTrue(reader.lastReadVersion() > 2);
    assertEquals(2, reader.info().owner().generation());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldMoveReadersFromOneLayoutToTheOther(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    SegmentReader reader = client.attachReader("seg");
    read(reader);
    OwnedSegment heir = fixture.claim(other(layout));
    assertNotEquals(dead.path(), heir.path());
    assertEquals(4, ClaimFixture.write(heir, 2));
    assertArrayEquals(value(SIZE, 2), read(reader));
    assertEquals(4, reader.lastReadVersion());
    assertEquals(other(layout), reader.info().geometry().layout());
    assertEquals(List.of(heir.path().getFileName().toString()), fixture.dataFiles());
  }

  @Test
  void shouldMoveReadersToTheFileOfAnotherModule() throws IOException {
    fixture.orphan(SegmentLayout.SLOTTED);
    SegmentReader reader = client.attachReader("seg");
    read(reader);
    OwnedSegment heir = fixture.claim(spec(SegmentLayout.SLOTTED).module("other").build());
    ClaimFixture.write(heir, 2);
    assertArrayEquals(value(SIZE, 2), read(reader));
    assertEquals("other", reader.info().module());
    assertEquals(List.of(heir.path().getFileName().toString()), fixture.dataFiles());
  }

  @Test
  void shouldPublishANewGenerationForEveryOtherDifference() throws IOException {
    RecordLayout.Builder fields = RecordLayout.builder("r");
    fields.f64("a", "");
    List<SegmentSpec> others =
        List.of(
            spec(SegmentLayout.SLOTTED).slots(8).build(),
            spec(SegmentLayout.SLOTTED).capacityBytes(100).build(),
            spec(SegmentLayout.SLOTTED).commitTime(CommitTime.WRITE).build(),
            spec(SegmentLayout.SLOTTED).record(fields.build()).build());
    OwnedSegment before = fixture.orphan(SegmentLayout.SLOTTED);
    for (SegmentSpec spec : others) {
      OwnedSegment heir = fixture.claim(spec);
      assertNotEquals(before.status().inode(), heir.status().inode(), spec.toString());
      assertEquals(before.owner().generation() + 1, heir.owner().generation());
      ClaimFixture.crash(heir);
      before = heir;
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNeverLetTheVersionDecreaseAcrossGenerations(SegmentLayout layout) throws IOException {
    long last = 0;
    for (int i = 0; i < 12; i++) {
      SegmentLayout next = i % 3 == 0 ? other(layout) : layout;
      OwnedSegment segment = fixture.claim(spec(next).sizeBytes(SIZE << (i % 2)).build());
      long version = ClaimFixture.write(segment, i);
      assertTrue(version > last, version + " after " + last);
      assertEquals(i + 1, segment.owner().generation());
      last = version;
      if (i % 2 == 0) {
        segment.memory().versionRelease(version + 1);
      }
      ClaimFixture.crash(segment);
    }
    assertEquals(1, fixture.dataFiles().size(), fixture.files().toString());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepTheFileNameOfWhoeverCreatedIt(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    String name = layout == SegmentLayout.CLASSIC ? "evo_seg_1" : "evo_test_seg_1";
    java.nio.file.Files.move(dead.path(), path.resolve(name));
    OwnedSegment adopted = fixture.claim(layout);
    assertEquals(name, adopted.path().getFileName().toString());
    ClaimFixture.crash(adopted);
    OwnedSegment replaced = fixture.claim(spec(layout).sizeBytes(2 * SIZE).build());
    assertEquals(name, replaced.path().getFileName().toString());
    fixture.claims.retire(replaced);
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepOneFileOfSeveralThatWereLeft(SegmentLayout layout) throws IOException {
    OwnedSegment first = fixture.claim(spec(layout).build());
    ClaimFixture.write(first, 1);
    String prefix = layout == SegmentLayout.CLASSIC ? "evo_seg_" : "evo_test_seg_";
    fixture.copyAs(first, prefix + 1);
    fixture.copyAs(first, prefix + 2);
    ClaimFixture.crash(first);
    OwnedSegment second = fixture.claim(layout);
    assertEquals(1, fixture.dataFiles().size(), fixture.files().toString());
    assertEquals(2, second.owner().generation());
    assertEquals(4, ClaimFixture.write(second, 2));
    fixture.claims.retire(second);
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldTakeTheHighestGenerationOfSeveralFiles() throws IOException {
    OwnedSegment older = fixture.orphan(SegmentLayout.SLOTTED);
    Path kept = fixture.copyAs(older, "evo_test_seg_1");
    OwnedSegment newer = fixture.claim(SegmentLayout.SLOTTED);
    long version = ClaimFixture.write(newer, 7);
    java.nio.file.Files.write(kept, java.nio.file.Files.readAllBytes(newer.path()));
    ClaimFixture.crash(newer);
    java.nio.file.Files.copy(kept, path.resolve("evo_test_seg_2"));
    OwnedSegment heir = fixture.claim(SegmentLayout.SLOTTED);
    assertEquals(3, heir.owner().generation());
    assertTrue(ClaimFixture.write(heir, 8) > version);
    assertEquals(1, fixture.dataFiles().size());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveARetiredFileThatAnotherProcessLeft(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    dead.memory().retireRelease();
    String name = layout == SegmentLayout.CLASSIC ? "evo_seg_1" : "evo_test_seg_1";
    java.nio.file.Files.move(dead.path(), path.resolve(name));
    OwnedSegment heir = fixture.claim(layout);
    assertEquals(List.of(heir.path().getFileName().toString()), fixture.dataFiles());
    assertTrue(ClaimFixture.write(heir, 2) > 2);
    assertArrayEquals(value(SIZE, 2), read(client.attachReader("seg")));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveTemporariesOfAClaimThatWasCutOff(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    java.nio.file.Files.copy(dead.path(), path.resolve(".evo-seg.new"));
    java.nio.file.Files.createSymbolicLink(path.resolve(".evo-seg.meta"), path.resolve("victim"));
    OwnedSegment heir = fixture.claim(layout);
    assertEquals(
        List.of("evo_seg.meta", heir.path().getFileName().toString()).stream().sorted().toList(),
        fixture.files());
  }

  @Test
  void shouldRemoveTemporariesAlsoWhenANewGenerationNeedsTheirName() throws IOException {
    OwnedSegment dead = fixture.orphan(SegmentLayout.SLOTTED);
    java.nio.file.Files.copy(dead.path(), path.resolve(".evo-seg.new"));
    fixture.claim(spec(SegmentLayout.SLOTTED).sizeBytes(2 * SIZE).build());
    assertEquals(2, fixture.files().size(), fixture.files().toString());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseWhileTheOwnerLivesWhateverTheClaimantAsksFor(SegmentLayout layout) {
    OwnedSegment owner = fixture.claim(layout);
    List<String> files = fixture.files();
    for (SegmentLayout asked : SegmentLayout.values()) {
      for (String module : new String[] {"test", "other"}) {
        SegmentSpec spec = spec(asked).module(module).sizeBytes(2 * SIZE).build();
        SegmentBusyException busy =
            assertThrows(SegmentBusyException.class, () -> fixture.claim(spec));
        assertTrue(busy.reason().contains("this process"), busy.reason());
      }
    }
    assertEquals(files, fixture.files());
    assertEquals(2, ClaimFixture.write(owner, 1));
  }

  @Test
  void shouldLeaveSegmentsAloneWhoseNameOnlyEndsAlike() throws IOException {
    OwnedSegment longer =
        fixture.orphan(SegmentSpec.named("foo_seg").module("test").sizeBytes(SIZE).build());
    OwnedSegment owned =
        fixture.claim(SegmentSpec.named("x_seg").module("test").sizeBytes(SIZE).build());
    OwnedSegment seg = fixture.claim(SegmentLayout.SLOTTED);
    fixture.claims.retire(seg);
    assertEquals(longer.status().inode(), fixture.inode(longer.path()));
    assertEquals(owned.status().inode(), fixture.inode(owned.path()));
    assertEquals(SegmentState.ACTIVE, client.attachReader("foo_seg").info().state());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldAdoptAnOrphanWhoseOwnerRecordIsTorn(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    int at = layout == SegmentLayout.CLASSIC ? 64 : 296;
    dead.memory().header().putLong(at, 99);
    OwnedSegment heir = fixture.claim(layout);
    assertTrue(heir.status().sameFile(dead.status()));
    assertEquals(4, ClaimFixture.write(heir, 2));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldTakeTheNameWhoseCloseWasCutOff(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    dead.memory().retireRelease();
    OwnedSegment heir = fixture.claim(layout);
    assertEquals(2, heir.owner().generation());
    assertEquals(1, fixture.dataFiles().size());
    assertTrue(ClaimFixture.write(heir, 2) > 2);
    assertArrayEquals(value(SIZE, 2), read(client.attachReader("seg")));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldGoOnCountingWhenTheOwnerWasCutOffWhileItRecordedItself(SegmentLayout layout)
      throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    int checksum = layout == SegmentLayout.CLASSIC ? 120 : 312;
    dead.memory().header().putInt(checksum, ~dead.memory().header().getInt(checksum));
    assertEquals(2, fixture.claim(layout).owner().generation());
  }

  @Test
  void shouldNotGoOnInAFileWithFlagsThatItDoesNotActUpon() throws IOException {
    OwnedSegment dead = fixture.orphan(SegmentLayout.CLASSIC);
    dead.memory().header().put(119, (byte) (dead.memory().header().get(119) | 4));
    OwnedSegment heir = fixture.claim(SegmentLayout.CLASSIC);
    assertTrue(!heir.status().sameFile(dead.status()));
    assertEquals(2, heir.owner().generation());
  }

  @Test
  void shouldTellExistingReadersWhenAClassicSegmentWasMade() {
    OwnedSegment mine = fixture.claim(SegmentLayout.CLASSIC);
    assertEquals(1_000_000_000L, mine.memory().header().getLong(40));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldShareWithTheGroupWhatItAdopts(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    int gid = (Integer) Files.getAttribute(dead.path(), "unix:gid");
    SegmentClaims shared =
        new SegmentClaims(
            fixture.posix, fixture.directory, fixture.processes, OptionalInt.of(gid), NewNames.ANY);
    OwnedSegment heir = shared.claim(spec(layout).build(), 1);
    for (String file : fixture.files()) {
      String mode =
          PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve(file)));
      assertEquals("rw-r-----", mode, file);
    }
    shared.retire(heir);
  }
}
