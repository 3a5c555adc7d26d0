// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.evo.shm.linux.lifecycle.ClaimFixture.spec;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentState;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.LinuxSharedMemory;
import org.evo.shm.linux.format.HeaderCodec;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.posix.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cleanup removes, what it leaves, and why. */
class DirectoryCleanerTest {

  private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
  private static final CleanupRequest NOW = CleanupRequest.ALL.withGraceMs(0);

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private long aheadNs;
  private long wallAheadNs;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private CleanupReport clean(CleanupRequest request) {
    return cleaner().clean(request);
  }

  private DirectoryCleaner cleaner() {
    return new DirectoryCleaner(
        fixture.posix,
        fixture.directory,
        fixture.processes,
        () -> {
          LastSign now = LastSign.now();
          return new LastSign(now.monotonicNs() + aheadNs, now.wallNs() + aheadNs + wallAheadNs);
        });
  }

  private static String onlyReason(CleanupReport report) {
    assertEquals(1, report.kept().size(), report.kept().toString());
    return report.kept().get(0).reason();
  }

  private void remains(CleanupReport report, List<String> before, String why) {
    assertEquals(List.of(), report.removed());
    assertEquals(before, fixture.files());
    assertTrue(onlyReason(report).contains(why), onlyReason(report));
    assertTrue(report.complete());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveAnOrphanWithAllThatBelongsToIt(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    long bytes = wholePages(Files.size(dead.path()));
    Files.createFile(path.resolve(".evo-seg.lock"));
    Files.createFile(path.resolve(".evo-seg.meta"));
    Files.createLink(path.resolve(".evo-seg.new"), dead.path());
    CleanupReport report = clean(NOW);
    assertEquals(List.of("seg"), report.removed());
    assertEquals(List.of(), report.kept());
    assertEquals(5, report.filesRemoved());
    assertEquals(bytes, report.bytesFreed());
    assertEquals(List.of(), fixture.files());
    assertTrue(dead.isRetired());
    assertEquals(List.of(), clean(NOW).removed());
  }

  private static long wholePages(long bytes) {
    return (bytes + 4095) / 4096 * 4096;
  }

  @Test
  void shouldCountWhatAFileOccupiedAndNotItsHoles() throws IOException {
    OwnedSegment dead = fixture.orphan(SegmentLayout.SLOTTED);
    long bytes = wholePages(Files.size(dead.path()));
    try (RandomAccessFile file = new RandomAccessFile(dead.path().toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertEquals(bytes, clean(NOW.asDryRun()).bytesFreed());
    assertEquals(bytes, clean(NOW).bytesFreed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fifo", "directory", "link", "names"})
  void shouldLeaveANameWhoseLockFileIsNone(String kind) throws Exception {
    fixture.orphan(SegmentLayout.SLOTTED);
    Path lock = path.resolve(".evo-seg.lock");
    switch (kind) {
      case "fifo" ->
          assertEquals(0, new ProcessBuilder("mkfifo", lock.toString()).start().waitFor());
      case "directory" -> Files.createDirectory(lock);
      case "link" -> Files.createSymbolicLink(lock, Path.of("/etc/passwd"));
      default -> Files.createLink(lock, Files.createFile(path.resolve("other")));
    }
    List<String> before = fixture.files();
    remains(clean(NOW.asDryRun()), before, "nothing of this name can be removed: rm ");
    remains(clean(NOW), before, "nothing of this name can be removed: rm ");
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldSayInADryRunWhatARealOneDoesAndChangeNothing(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    Files.createFile(path.resolve(".evo-seg.lock"));
    Files.createFile(path.resolve(".evo-other.lock"));
    Files.writeString(path.resolve("evo_third.meta"), "{}");
    List<String> before = fixture.files();
    byte[] content = Files.readAllBytes(dead.path());
    CleanupReport dry = clean(NOW.asDryRun());
    assertEquals(before, fixture.files());
    assertArrayEquals(content, Files.readAllBytes(dead.path()));
    assertEquals(clean(NOW), dry);
    assertEquals(List.of("seg"), dry.removed());
    assertEquals(5, dry.filesRemoved());
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNeitherTouchNorListWhatALivingWriterOwns(SegmentLayout layout) throws IOException {
    OwnedSegment alive = fixture.claim(layout);
    ClaimFixture.write(alive, 1);
    List<String> before = fixture.files();
    CleanupReport report = clean(NOW.asEmergency());
    assertEquals(List.of(), report.removed());
    assertEquals(List.of(), report.kept());
    assertEquals(before, fixture.files());
    assertEquals(4, ClaimFixture.write(alive, 2));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveWhatLiesBesideALivingSegment(SegmentLayout layout) throws IOException {
    OwnedSegment alive = fixture.claim(layout);
    List<String> before = fixture.files();
    Files.createFile(path.resolve(".evo-seg.lock"));
    Files.createFile(path.resolve(".evo-seg.new"));
    CleanupReport report = clean(NOW);
    assertEquals(List.of(), report.removed());
    assertEquals(2, report.filesRemoved());
    assertEquals(before, fixture.files());
    assertEquals(2, ClaimFixture.write(alive, 1));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveWhatAnEndedOwnersChildHolds(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    try (Descriptor child = Takers.own(dead.path(), fixture.ended())) {
      assertEquals(List.of("seg"), clean(NOW).removed());
      assertEquals(0, child.status().links());
    }
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldNotTouchWhatAProcessOfAnotherPidNamespaceHolds(SegmentLayout layout)
      throws IOException {
    OwnedSegment unseen = fixture.orphan(layout);
    List<String> before = fixture.files();
    try (Descriptor owner = Takers.own(unseen.path(), Takers.invisible(fixture.processes))) {
      assertEquals(List.of(), clean(NOW.asEmergency()).removed());
      assertEquals(1, owner.status().links());
      assertEquals(before, fixture.files());
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveExactNamesOnly(SegmentLayout layout) throws IOException {
    fixture.orphan(spec(layout).build());
    SegmentSpec longer =
        SegmentSpec.named("seg_bar").module("test").layout(layout).sizeBytes(8192).build();
    OwnedSegment alive = fixture.claim(longer);
    assertEquals(List.of("seg"), clean(NOW).removed());
    assertEquals(2, fixture.files().size(), fixture.files().toString());
    assertEquals(2, ClaimFixture.write(alive, 1));
    ClaimFixture.crash(alive);
    assertEquals(List.of(), cleaner().clean(Set.of("bar"), NOW).removed());
    assertEquals(List.of("seg_bar"), cleaner().clean(Set.of("seg_bar"), NOW).removed());
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldNotBelieveMetadataThatNameAnother() throws IOException {
    OwnedSegment other = fixture.claim(SegmentSpec.named("b").module("test").build());
    Files.copy(path.resolve("evo_b.meta"), path.resolve("evo_a.meta"));
    CleanupReport report = clean(NOW);
    assertEquals(List.of(), report.removed());
    assertEquals(1, report.filesRemoved());
    assertEquals(2, ClaimFixture.write(other, 1));
    assertEquals(2, fixture.files().size(), fixture.files().toString());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveAnOrphanWithoutMetadata(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    Files.delete(path.resolve("evo_seg.meta"));
    assertEquals(List.of("seg"), clean(NOW).removed());
    assertEquals(List.of(), fixture.files());
  }

  /** Of a user whom readers do not trust, it is no part of the segment. */
  @Test
  void shouldTellOfACopyOfAnotherUserAndOfTheSegmentsRemoval() throws IOException {
    OwnedSegment dead = fixture.orphan(SegmentLayout.SLOTTED);
    Path copy = fixture.copyAs(dead, "evo_test_seg_1");
    assumeTrue(fixture.posix.effectiveUid() == 0, "needs root");
    Files.setAttribute(copy, "unix:uid", 61003);
    CleanupReport report = clean(NOW);
    assertEquals(List.of("seg"), report.removed());
    assertEquals("it belongs to user 61003", onlyReason(report));
    assertEquals(List.of("evo_test_seg_1"), fixture.files());
    assertEquals(List.of(), clean(NOW).removed());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepWhatIsParkedUntilItsTimeIsOver(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    ClaimFixture.recordOwner(segment, fixture.processes.self(), System.nanoTime() + HOUR_NS);
    segment.memory().stateRelease(SegmentState.PARKED);
    List<String> before = fixture.files();
    remains(clean(NOW.asEmergency()), before, "parked");
    aheadNs = 2 * HOUR_NS;
    assertEquals(List.of("seg"), clean(NOW).removed());
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepAnOrphanWhileItHasReaders(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    List<String> before = fixture.files();
    try (LinuxSharedMemory client = fixture.client();
        SegmentReader reader = client.attachReader("seg")) {
      remains(clean(NOW), before, "1 reader is attached: end its readers (fuser ");
      reader.close();
      assertEquals(List.of("seg"), clean(NOW.asDryRun()).removed());
    }
    assertEquals(List.of("seg"), clean(NOW).removed());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldMindReadersNoLongerThanADay(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    try (LinuxSharedMemory client = fixture.client();
        SegmentReader reader = client.attachReader("seg")) {
      aheadNs = 25 * HOUR_NS;
      assertEquals(List.of("seg"), clean(CleanupRequest.ALL).removed());
      assertThrows(NotFoundException.class, () -> reader.read(new byte[ClaimFixture.SIZE]));
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldMindNeitherReadersNorGraceInAnEmergency(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    try (LinuxSharedMemory client = fixture.client();
        SegmentReader reader = client.attachReader("seg")) {
      assertEquals(List.of("seg"), clean(CleanupRequest.ALL.asEmergency()).removed());
      assertThrows(NotFoundException.class, () -> reader.read(new byte[ClaimFixture.SIZE]));
    }
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepAnOrphanUntilItsGracePeriodIsOver(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    List<String> before = fixture.files();
    remains(clean(CleanupRequest.ALL), before, "the grace period is 10 s: kept for another 1");
    aheadNs = TimeUnit.SECONDS.toNanos(11);
    assertEquals(List.of("seg"), clean(CleanupRequest.ALL).removed());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldKeepNoOrphanForLongWhenTheClockWasSetBack(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    wallAheadNs = -1000 * HOUR_NS;
    aheadNs = TimeUnit.SECONDS.toNanos(11);
    assertEquals(List.of("seg"), clean(CleanupRequest.ALL).removed());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldRemoveARetiredLeftoverAtOnce(SegmentLayout layout) throws IOException {
    OwnedSegment dead = fixture.orphan(layout);
    dead.memory().retireRelease();
    assertEquals(List.of(), clean(CleanupRequest.ALL.inStates(SegmentState.ACTIVE)).removed());
    assertEquals(List.of("seg"), clean(CleanupRequest.ALL).removed());
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldRemoveWhatTheFiltersAskFor() throws IOException {
    for (String name : List.of("a1", "a2", "b1")) {
      fixture.orphan(SegmentSpec.named(name).module(name.equals("a2") ? "two" : "one").build());
    }
    assertEquals(List.of("a1"), clean(NOW.named("a?").ofModules("o*")).removed());
    assertEquals(List.of(), clean(NOW.inStates(SegmentState.PARKED)).removed());
    assertEquals(List.of("a2"), clean(NOW.named("a*")).removed());
    assertEquals(List.of("b1"), clean(NOW.inStates(SegmentState.ACTIVE)).removed());
    assertEquals(List.of(), fixture.files());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldLeaveANameToWhoeverIsAtWorkOnIt(SegmentLayout layout) throws IOException {
    fixture.orphan(layout);
    List<String> files;
    try (MaintenanceLock lock =
        MaintenanceLock.acquire(fixture.posix, fixture.directory, fixture.processes, "seg")) {
      assertTrue(lock.stillHeld());
      files = fixture.files();
      remains(clean(NOW.asDryRun()), files, "another process is at work on it");
      remains(clean(NOW), files, "another process is at work on it");
    }
    assertEquals(List.of("seg"), clean(NOW).removed());
  }

  /** A reader that leaves the newest must not find an older one. */
  @Test
  void shouldNotRemoveANewFileWhileAnOlderOneStays() throws IOException {
    OwnedSegment old = fixture.orphan(spec(SegmentLayout.SLOTTED).build());
    Path newer = fixture.copyAs(old, "evo_test_seg_1");
    try (Descriptor file = fixture.posix.openExisting(newer, true)) {
      HeaderCodec.of(old.header().geometry())
          .writeOwner(new OwnerRecord(fixture.ended(), 9, 0), file::read, file::write);
    }
    try (LinuxSharedMemory client = fixture.client();
        Descriptor reader = fixture.posix.openExisting(old.path(), false)) {
      assertTrue(reader.tryLockShared(LockBytes.READER_OFFSET, 1));
      CleanupReport report = clean(NOW);
      assertEquals(List.of(), report.removed());
      assertEquals(2, report.kept().size());
      assertTrue(report.kept().get(1).reason().contains("older"), report.kept().toString());
      assertEquals(newer, client.attachReader("seg").info().file());
    }
    assertEquals(List.of("seg"), clean(NOW).removed());
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldSayThatTheDirectoryIsMissing() throws IOException {
    DirectoryCleaner cleaner =
        new DirectoryCleaner(
            fixture.posix,
            new SegmentDirectory(fixture.posix, path.resolve("none"), Set.of(), false),
            fixture.processes);
    assertThrows(NotFoundException.class, () -> cleaner.clean(NOW));
  }
}
