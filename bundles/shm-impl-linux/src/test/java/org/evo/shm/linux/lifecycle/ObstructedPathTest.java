// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.SIZE;
import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.ProcessResources;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.spi.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the segment's file should be, there is something else. */
class ObstructedPathTest {

  private static final int NOBODY = 65534;

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private SegmentInspector inspector;

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
    inspector = new SegmentInspector(fixture.posix, fixture.directory, fixture.processes);
  }

  private Path ownPath(SegmentLayout layout) {
    return fixture.ownPath(spec(layout).build());
  }

  private void refused(SegmentLayout layout, String kind) {
    List<String> before = fixture.files();
    AlreadyExistsException refused =
        assertThrows(AlreadyExistsException.class, () -> fixture.claim(layout));
    assertTrue(refused.reason().contains(kind), refused.reason());
    assertEquals(before, fixture.files());
    assertEquals(List.of(), skippedWithout(kind));
    try (LinuxSharedMemory client = fixture.client()) {
      assertThrows(NotFoundException.class, () -> client.attachReader("seg"));
    }
    assertEquals(
        List.of(), ProcessResources.of(path).stream().filter(held -> held.contains("->")).toList());
  }

  private List<ProbeResult> skippedWithout(String kind) {
    return fixture.files().stream()
        .filter(inspector::isCandidate)
        .map(name -> inspector.probe(path.resolve(name)))
        .filter(r -> !(r instanceof ProbeResult.Skipped s && s.file().reason().contains(kind)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseAndKeepADirectory(SegmentLayout layout) throws IOException {
    Files.createDirectory(ownPath(layout));
    refused(layout, "a directory");
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseAndNeverWaitForAFifo(SegmentLayout layout)
      throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder("mkfifo", ownPath(layout).toString()).start().waitFor());
    refused(layout, "a FIFO");
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRefuseASymbolicLinkAndNeverFollowIt(SegmentLayout layout) throws IOException {
    Path victim = Files.write(path.resolve("victim"), new byte[] {1, 2, 3});
    Files.createSymbolicLink(ownPath(layout), victim);
    refused(layout, "a symbolic link");
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(victim));
    assertTrue(Files.isSymbolicLink(ownPath(layout)));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotFollowALinkToAGoodSegmentEither(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    Files.move(segment.path(), path.resolve("elsewhere"));
    Files.createSymbolicLink(ownPath(layout), path.resolve("elsewhere"));
    refused(layout, "a symbolic link");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 100, 128, 511, 4096, 8192})
  void shouldReplaceATruncatedFileOfOurOwn(int length) throws IOException {
    for (SegmentLayout layout : SegmentLayout.values()) {
      OwnedSegment dead = fixture.orphan(layout);
      byte[] whole = Files.readAllBytes(dead.path());
      Files.delete(dead.path());
      Files.write(ownPath(layout), java.util.Arrays.copyOf(whole, length));
      OwnedSegment heir = fixture.claim(layout);
      assertEquals(2, ClaimFixture.write(heir, 2));
      fixture.claims.retire(heir);
      assertEquals(List.of(), fixture.files());
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepADamagedFileThatSomebodyHolds(SegmentLayout layout) throws IOException {
    Path file = Files.write(ownPath(layout), new byte[100]);
    try (Descriptor holder = fixture.posix.openExisting(file, true)) {
      assertTrue(holder.tryLockExclusive(LockBytes.OWNER_OFFSET, 1));
      assertThrows(AlreadyExistsException.class, () -> fixture.claim(layout));
      holder.unlock(LockBytes.OWNER_OFFSET, 1);
      assertTrue(holder.tryLockShared(LockBytes.READER_OFFSET + 5, 1));
      assertThrows(AlreadyExistsException.class, () -> fixture.claim(layout));
    }
    assertArrayEquals(new byte[100], Files.readAllBytes(file));
    assertNotEquals(0, ClaimFixture.write(fixture.claim(layout), 1));
  }

  @Test
  void shouldNotTakeTheFileOfAnotherSegmentWithTheSamePath() throws IOException {
    SegmentSpec classic =
        SegmentSpec.named("A_b").layout(SegmentLayout.CLASSIC).sizeBytes(SIZE).build();
    SegmentSpec slotted = SegmentSpec.named("b").module("A").sizeBytes(SIZE).build();
    assertEquals(fixture.ownPath(classic), fixture.ownPath(slotted));
    for (boolean alive : new boolean[] {false, true}) {
      OwnedSegment owner = fixture.claim(classic);
      if (!alive) {
        ClaimFixture.crash(owner);
      }
      List<String> before = fixture.files();
      AlreadyExistsException refused =
          assertThrows(AlreadyExistsException.class, () -> fixture.claim(slotted));
      assertTrue(refused.reason().contains("segment 'A_b'"), refused.reason());
      assertEquals(before, fixture.files());
      assertEquals(owner.status().inode(), fixture.inode(owner.path()));
    }
  }

  @Test
  void shouldNotTakeASlottedFileForAClassicSegmentWithTheSamePath() throws IOException {
    SegmentSpec classic =
        SegmentSpec.named("A_b").layout(SegmentLayout.CLASSIC).sizeBytes(SIZE).build();
    OwnedSegment owner = fixture.orphan(SegmentSpec.named("b").module("A").sizeBytes(SIZE).build());
    assertThrows(AlreadyExistsException.class, () -> fixture.claim(classic));
    assertEquals(owner.status().inode(), fixture.inode(owner.path()));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNeitherTakeNorReadWhatAnotherUserPlanted(SegmentLayout layout) throws IOException {
    Assumptions.assumeTrue(fixture.posix.effectiveUid() == 0, "needs root for chown");
    OwnedSegment planted = fixture.orphan(layout);
    Files.setAttribute(planted.path(), "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    List<String> before = fixture.files();
    AlreadyExistsException refused =
        assertThrows(AlreadyExistsException.class, () -> fixture.claim(layout));
    assertTrue(refused.reason().contains("user " + NOBODY), refused.reason());
    assertEquals(before, fixture.files());
    ProbeResult.Skipped skipped =
        assertInstanceOf(ProbeResult.Skipped.class, inspector.probe(planted.path()));
    assertTrue(skipped.file().reason().contains("not trusted"), skipped.file().reason());
    try (LinuxSharedMemory client = fixture.client()) {
      assertThrows(PermissionDeniedException.class, () -> client.attachReader("seg"));
    }
  }

  @Test
  void shouldNotMindAStrangersFileOfAnotherSegment() throws IOException {
    Assumptions.assumeTrue(fixture.posix.effectiveUid() == 0, "needs root for chown");
    OwnedSegment other =
        fixture.orphan(SegmentSpec.named("x_seg").module("test").sizeBytes(SIZE).build());
    Files.setAttribute(other.path(), "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    assertEquals(2, ClaimFixture.write(fixture.claim(SegmentLayout.SLOTTED), 1));
  }

  /** Adopting it would commit values that every reader takes for the end of the segment. */
  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeginAnewWhereTheVersionIsOneThatNoWriterReaches(SegmentLayout layout)
      throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    segment.memory().versionRelease(1L << 62);
    try (LinuxSharedMemory client = fixture.client()) {
      OwnedSegment heir = fixture.claim(layout);
      assertEquals(2, ClaimFixture.write(heir, 7));
      byte[] copy = new byte[SIZE];
      assertEquals(SIZE, client.attachReader("seg").read(copy));
      assertEquals(7, copy[0]);
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldTellAReaderThatTheFileIsDamaged(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    try (Descriptor file = fixture.posix.openExisting(segment.path(), true);
        LinuxSharedMemory client = fixture.client()) {
      file.replaceContent(new byte[100]);
      CorruptException corrupt =
          assertThrows(CorruptException.class, () -> client.attachReader("seg"));
      assertTrue(corrupt.reason().contains(segment.path().toString()), corrupt.reason());
    }
  }
}
