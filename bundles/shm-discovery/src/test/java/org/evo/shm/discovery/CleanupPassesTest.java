// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanupPassesTest {

  private static final long GRACE_NS = 10_000_000_000L;
  private static final long LONGEST_NS = 3 * Orphans.RETRY_NS;

  @TempDir private Path directory;
  private final FakeCleaner cleaner = new FakeCleaner();
  private final Orphans orphans = new Orphans(GRACE_NS, LONGEST_NS);
  private FakeProbe probe;
  private IndexedDiscovery discovery;
  private CleanupPasses passes;

  @BeforeEach
  void create() {
    probe = new FakeProbe(directory);
    discovery = new IndexedDiscovery(probe);
    CleanupRequest request = CleanupRequest.ALL;
    passes = new CleanupPasses(discovery, cleaner, probe, orphans, request);
  }

  @AfterEach
  void close() {
    discovery.close();
  }

  private void happens(SegmentEvent.Kind kind, Sample sample, long atNs) {
    orphans.note(new SegmentEvent(kind, sample.info(), "", atNs));
  }

  private Sample orphan(String name, long sinceNs) {
    Sample sample = probe.put(probe.create(name).dead());
    happens(SegmentEvent.Kind.ORPHANED, sample, sinceNs);
    return sample;
  }

  @Test
  void shouldRemoveAnOrphanWhenTheGraceSinceItsDeathWasNoticedIsOver() {
    orphan("axis", 5);
    passes.removeOrphans(GRACE_NS + 4);
    assertEquals(List.of(), cleaner.asked());
    passes.removeOrphans(GRACE_NS + 5);

    assertEquals(List.of("axis 10000"), cleaner.asked());
  }

  @Test
  void shouldLeaveTheGraceOfAnHeirThatNobodyHasToldOfToTheCleaner() {
    orphan("axis", 0);
    passes.removeOrphans(GRACE_NS);

    assertEquals(List.of("axis " + CleanupRequest.GRACE_MS), cleaner.asked());
  }

  @Test
  void shouldForgetAnOrphanThatFindsAWriter() {
    happens(SegmentEvent.Kind.ADOPTED, orphan("axis", 0), 1);
    passes.removeOrphans(GRACE_NS);

    assertEquals(List.of(), cleaner.asked());
    assertEquals(7, orphans.idleNs(GRACE_NS, 7));
  }

  @Test
  void shouldCountTheGraceAnewAfterASecondDeath() {
    Sample axis = orphan("axis", 0);
    happens(SegmentEvent.Kind.ADOPTED, axis, 1);
    happens(SegmentEvent.Kind.ORPHANED, axis, 8);

    assertEquals(8, orphans.idleNs(GRACE_NS, GRACE_NS));
  }

  @Test
  void shouldWaitForTheLastReader() {
    Sample axis = orphan("axis", 0);
    probe.segment(axis.readers(1));
    passes.removeOrphans(GRACE_NS);
    assertEquals(List.of(), cleaner.asked());
    assertEquals(Orphans.RETRY_NS, orphans.idleNs(GRACE_NS, Long.MAX_VALUE));
    probe.segment(axis);
    passes.removeOrphans(GRACE_NS + Orphans.RETRY_NS);

    assertEquals(List.of("axis 10000"), cleaner.asked());
  }

  @Test
  void shouldTryWhatTheCleanerLeavesLaterEachTimeUpToAPause() {
    orphan("axis", 0);
    long nowNs = GRACE_NS;
    for (long pauseNs : new long[] {Orphans.RETRY_NS, 2 * Orphans.RETRY_NS, LONGEST_NS}) {
      passes.removeOrphans(nowNs);
      assertEquals(pauseNs, orphans.idleNs(nowNs, Long.MAX_VALUE));
      nowNs += pauseNs;
    }
    passes.removeOrphans(nowNs);

    assertEquals(LONGEST_NS, orphans.idleNs(nowNs, Long.MAX_VALUE));
    assertEquals(4, cleaner.asked().size());
  }

  @Test
  void shouldRemoveAllThatAreDueInOnePass() {
    orphan("a", 0);
    orphan("b", 0);
    orphan("c", 1);
    passes.removeOrphans(GRACE_NS);

    assertEquals(List.of("a,b 10000"), cleaner.asked());
  }

  @Test
  void shouldLeaveYoungOrphansToTheirTimeInAPassOverEverything() {
    orphan("young", 0);
    cleaner.offer("young", "residue");
    passes.removeEverything(GRACE_NS - 1);

    assertEquals(List.of("residue 10000"), cleaner.asked());
  }

  @Test
  void shouldLeaveWhatHasDiedUnnoticedInAPassOverEverything() {
    probe.create("alive");
    discovery.refresh();
    cleaner.offer("alive");
    passes.removeEverything(0);

    assertEquals(List.of(), cleaner.asked());
  }

  @Test
  void shouldRemoveNothingButWhatItHasFoundRemovable() {
    cleaner.offer("residue");
    passes.removeEverything(0);

    assertEquals(List.of("residue 10000"), cleaner.asked());
  }

  @Test
  void shouldNotCleanWhatNeedsNoCleaning() {
    passes.removeEverything(0);

    assertEquals(List.of(), cleaner.asked());
  }
}
