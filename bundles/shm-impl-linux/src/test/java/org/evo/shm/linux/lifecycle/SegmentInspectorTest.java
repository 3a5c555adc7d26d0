// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentReader;
import org.evo.shm.SegmentState;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.ProcessResources;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.spi.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking into files without touching them. */
class SegmentInspectorTest {

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private SegmentInspector inspector;

  @BeforeEach
  void open() {
    fixture = new ClaimFixture(path);
    inspector = new SegmentInspector(fixture.posix, fixture.directory, fixture.processes);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private SegmentInfo info(OwnedSegment segment) {
    return assertInstanceOf(ProbeResult.Segment.class, inspector.probe(segment.path())).info();
  }

  private String skipped(Path file) {
    return assertInstanceOf(ProbeResult.Skipped.class, inspector.probe(file)).file().reason();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldTellALivingWriterFromADeadOne(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.claim(layout);
    assertEquals(Liveness.ALIVE, info(segment).owner().liveness());
    ClaimFixture.crash(segment);
    assertEquals(Liveness.DEAD, info(segment).owner().liveness());
    assertEquals(SegmentState.ACTIVE, info(segment).state());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldTellAWriteThatWasCutOff(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    segment.memory().versionRelease(3);
    assertTrue(info(segment).activity().writeInProgress());
    assertEquals(2, info(segment).activity().version());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldTellThatARetiredSegmentCannotBeAttached(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    segment.memory().retireRelease();
    ProbeResult.Segment found =
        assertInstanceOf(ProbeResult.Segment.class, inspector.probe(segment.path()));
    assertFalse(found.attachable());
    assertEquals(SegmentState.RETIRED, found.info().state());
    assertEquals(Liveness.DEAD, found.info().owner().liveness());
  }

  @Test
  void shouldNotCallAParkedSegmentAliveThoughItsLockIsHeld() {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    segment.memory().stateRelease(SegmentState.PARKED);
    assertEquals(SegmentState.PARKED, info(segment).state());
    assertEquals(Liveness.DEAD, info(segment).owner().liveness());
  }

  private boolean isAbandoned(OwnedSegment segment) {
    return assertInstanceOf(ProbeResult.Segment.class, inspector.probe(segment.path())).abandoned();
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldCallAbandonedWhatNobodyWritesOrKeeps(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.claim(layout);
    assertFalse(isAbandoned(segment));
    ClaimFixture.crash(segment);
    assertTrue(isAbandoned(segment));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldCallAParkedSegmentAbandonedOnceItsTimeIsOver(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    segment.memory().stateRelease(SegmentState.PARKED);
    long hourNs = TimeUnit.HOURS.toNanos(1);
    ClaimFixture.recordOwner(segment, fixture.processes.self(), System.nanoTime() + hourNs);
    assertFalse(isAbandoned(segment));
    ClaimFixture.recordOwner(segment, fixture.ended(), System.nanoTime() + hourNs);
    assertTrue(isAbandoned(segment));
    ClaimFixture.recordOwner(segment, fixture.processes.self(), System.nanoTime());
    assertTrue(isAbandoned(segment));
  }

  @Test
  void shouldPassOverACopyUnderAnotherName() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    Path copy = fixture.copyAs(segment, "evo_test_other_1");
    ProbeResult.Skipped skipped =
        assertInstanceOf(ProbeResult.Skipped.class, inspector.probe(copy));
    assertTrue(skipped.file().reason().contains("its name is not that of segment 'seg'"));
  }

  /** Writers take such a file over, and readers attach to it. */
  @Test
  void shouldFindASegmentWhoseFileHasTheNameOfAnotherModule() throws IOException {
    OwnedSegment segment = fixture.orphan(SegmentLayout.SLOTTED);
    Path odd = fixture.path.resolve("evo__seg_1");
    Files.move(segment.path(), odd);
    assertInstanceOf(ProbeResult.Segment.class, inspector.probe(odd));
    OwnedSegment adopted = fixture.claim(SegmentLayout.SLOTTED);
    assertEquals(odd, adopted.path());
    assertEquals("seg", info(adopted).name());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE / 4})
  void shouldNotKnowTheAgeOfAValueWithoutATime(long time) {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    ClaimFixture.write(segment, 1, time);
    assertEquals(SegmentReader.UNKNOWN_AGE_NS, info(segment).activity().ageNs());
  }

  @Test
  void shouldKnowNobodyWhileTheOwnerIsBeingReplaced() {
    OwnedSegment segment = fixture.claim(SegmentLayout.SLOTTED);
    segment.memory().header().putLong(296, 99);
    assertEquals(0, info(segment).owner().pid());
    assertEquals(99, info(segment).owner().generation());
    assertEquals(Liveness.ALIVE, info(segment).owner().liveness());
  }

  @Test
  void shouldSayWhyAFileIsPassedOver() throws IOException, InterruptedException {
    Path empty = Files.createFile(path.resolve("evo_empty_1"));
    assertTrue(skipped(empty).contains("0 bytes"), skipped(empty));
    Path foreign = Files.write(path.resolve("evo_foreign_1"), new byte[4096]);
    assertTrue(skipped(foreign).contains("magic"), skipped(foreign));
    Path directory = Files.createDirectory(path.resolve("evo_dir_1"));
    assertEquals("it is a directory", skipped(directory));
    Path link = Files.createSymbolicLink(path.resolve("evo_link_1"), foreign);
    assertEquals("it is a symbolic link", skipped(link));
    Path fifo = path.resolve("evo_fifo_1");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    assertEquals("it is a FIFO", skipped(fifo));
    assertEquals(List.of(), ProcessResources.of(path));
  }

  @Test
  void shouldTellThatAFileIsGone() {
    assertInstanceOf(ProbeResult.Gone.class, inspector.probe(path.resolve("evo_seg_1")));
    NotFoundException gone =
        assertThrows(
            NotFoundException.class, () -> inspector.require("seg", path.resolve("evo_seg_1")));
    assertEquals("seg", gone.segment());
  }

  @Test
  void shouldLookOnlyAtFilesThatCanBeSegments() {
    assertTrue(inspector.isCandidate("evo_test_seg_1"));
    assertFalse(inspector.isCandidate("evo_seg.meta"));
    assertFalse(inspector.isCandidate(".evo-seg.lock"));
    assertFalse(inspector.isCandidate(".evo-seg.new"));
    assertEquals(path, inspector.directory());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldLeaveNoTraceOfItsLook(SegmentLayout layout) throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    byte[] before = Files.readAllBytes(segment.path());
    for (int i = 0; i < 100; i++) {
      info(segment);
    }
    assertArrayEquals(before, Files.readAllBytes(segment.path()));
    try (Descriptor file = fixture.posix.openExisting(segment.path(), false)) {
      assertEquals(0, ReaderCount.of(file));
    }
    assertEquals(
        List.of(), ProcessResources.of(path).stream().filter(h -> h.contains("fd/")).toList());
  }
}
