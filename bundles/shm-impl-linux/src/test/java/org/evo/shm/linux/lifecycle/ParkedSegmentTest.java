// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentState;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.InMemoryDirectory;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A segment whose owner said that it may come back. */
class ParkedSegmentTest {

  private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);

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

  private OwnedSegment parked(SegmentLayout layout, ProcessIdentity by, long forNs)
      throws IOException {
    OwnedSegment segment = fixture.orphan(layout);
    ClaimFixture.recordOwner(segment, by, System.nanoTime() + forNs);
    segment.memory().stateRelease(SegmentState.PARKED);
    return segment;
  }

  /** A process of another PID namespace. */
  private ProcessIdentity unseen() {
    ProcessIdentity self = fixture.processes.self();
    return new ProcessIdentity(self.boot(), self.pidNamespace() + 1, 1, 1);
  }

  private void refused(SegmentLayout layout) {
    SegmentBusyException busy =
        assertThrows(SegmentBusyException.class, () -> fixture.claim(layout));
    assertTrue(busy.reason().contains("parked"), busy.reason());
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeKeptForAProcessThatCannotBeSeenUntilItsTimeIsOver(SegmentLayout layout)
      throws IOException {
    OwnedSegment segment = parked(layout, unseen(), HOUR_NS);
    refused(layout);
    ClaimFixture.recordOwner(segment, unseen(), System.nanoTime());
    assertTrue(fixture.claim(layout).status().sameFile(segment.status()));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeKeptForALivingProcess(SegmentLayout layout) throws IOException {
    Process parker = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessIdentity self = fixture.processes.self();
      String stat =
          java.nio.file.Files.readAllLines(Path.of("/proc/" + parker.pid() + "/stat")).get(0);
      long start = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
      ProcessIdentity other =
          new ProcessIdentity(self.boot(), self.pidNamespace(), (int) parker.pid(), start);
      OwnedSegment segment = parked(layout, other, HOUR_NS);
      refused(layout);
      parker.destroyForcibly().onExit().join();
      assertTrue(fixture.claim(layout).status().sameFile(segment.status()));
    } finally {
      parker.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeTakenUpAgainByWhoeverParkedIt(SegmentLayout layout) throws IOException {
    OwnedSegment segment = parked(layout, fixture.processes.self(), HOUR_NS);
    OwnedSegment again = fixture.claim(layout);
    assertTrue(again.status().sameFile(segment.status()));
    assertEquals(4, ClaimFixture.write(again, 2));
  }

  @ParameterizedTest
  @EnumSource(SegmentLayout.class)
  void shouldBeAnOrphanLikeAnyOtherOnceItsOwnerIsDead(SegmentLayout layout) throws IOException {
    OwnedSegment segment = parked(layout, fixture.ended(), HOUR_NS);
    assertTrue(fixture.claim(layout).status().sameFile(segment.status()));
  }
}
