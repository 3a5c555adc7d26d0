// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentLayout;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.posix.Descriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files with the name of a segment's data that are no sound segment. */
class DebrisRemovalTest {

  private static final CleanupRequest NOW = CleanupRequest.ALL.withGraceMs(0);

  @TempDir(factory = InMemoryDirectory.class)
  Path path;

  private ClaimFixture fixture;
  private Path file;

  @BeforeEach
  void plant() throws IOException {
    fixture = new ClaimFixture(path);
    file = Files.write(path.resolve("evo_test_seg_77"), new byte[4096]);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private CleanupReport clean(CleanupRequest request) {
    return new DirectoryCleaner(fixture.posix, fixture.directory, fixture.processes).clean(request);
  }

  private void remains(CleanupReport report, String why) {
    assertEquals(List.of("evo_test_seg_77"), fixture.files());
    assertEquals(0, report.filesRemoved());
    assertEquals(1, report.kept().size());
    assertEquals("", report.kept().get(0).name());
    assertTrue(report.kept().get(0).reason().contains(why), report.kept().toString());
  }

  private void assumeProof() {
    assumeTrue(
        new FileUsers(fixture.processes).provenUnused(file, 0),
        "to prove it takes root, outside of containers");
  }

  @Test
  void shouldGoWhenItIsProvenThatNobodyUsesThem() throws IOException {
    assumeProof();
    assertEquals(1, clean(NOW.asDryRun()).filesRemoved());
    assertEquals(List.of("evo_test_seg_77"), fixture.files());
    CleanupReport report = clean(NOW);
    assertEquals(List.of(), fixture.files());
    assertEquals(1, report.filesRemoved());
    assertEquals(4096, report.bytesFreed());
    assertEquals(List.of(), report.removed());
  }

  @Test
  void shouldStayWhileTheyAreYoung() {
    remains(clean(CleanupRequest.ALL), "grace period");
  }

  @Test
  void shouldStayWhileSomebodyHasThemMapped() throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer writer = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096);
      remains(clean(NOW.asEmergency()), "not proven");
      Reference.reachabilityFence(writer);
    }
  }

  @Test
  void shouldStayWhileAProcessHasThemOpen() throws IOException {
    Process holder =
        new ProcessBuilder("sh", "-c", "exec 9<>\"$1\"; echo; exec sleep 600", "-", file.toString())
            .start();
    try {
      assertEquals(0x0a, holder.getInputStream().read());
      remains(clean(NOW.asEmergency()), "not proven");
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void shouldStayWhileSomebodyHoldsALock() throws IOException {
    try (Descriptor owner = Takers.own(file, fixture.processes.self())) {
      assertEquals(file, owner.path());
      remains(clean(NOW.asEmergency()), "somebody holds a lock");
    }
  }

  @Test
  void shouldStayWhileANameIsClaimedThatTheyMayBeInTheWayOf() throws IOException {
    assumeProof();
    try (MaintenanceLock lock =
        MaintenanceLock.acquire(fixture.posix, fixture.directory, fixture.processes, "seg")) {
      assertTrue(lock.stillHeld());
      assertTrue(clean(NOW.named("test_seg")).kept().get(0).reason().contains("at work"));
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void shouldGoWhenTheirVersionLeavesNoRoomForAnHeir() throws IOException {
    assumeProof();
    Files.delete(file);
    OwnedSegment dead = fixture.orphan(SegmentLayout.SLOTTED);
    dead.memory().versionRelease(1L << 62);
    CleanupReport report = clean(NOW);
    assertEquals(List.of("seg"), report.removed());
    assertEquals(List.of(), fixture.files());
  }

  @Test
  void shouldStayWhenTheyAreNoFiles() throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    remains(clean(NOW.asEmergency()), "a directory");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/etc/hostname"));
    remains(clean(NOW.asEmergency()), "a symbolic link");
  }
}
