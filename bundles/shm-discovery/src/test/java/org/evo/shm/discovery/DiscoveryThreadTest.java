// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.evo.shm.Liveness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryThreadTest {

  private static final int FLOOD = 5000;

  /** Nothing but hints within the time of a test. */
  private static final DiscoverySettings HINTS_ONLY =
      new DiscoverySettings(3_600_000, 3_600_000, 0, true);

  private static final DiscoverySettings VALIDATING = new DiscoverySettings(3_600_000, 20, 0, true);

  @TempDir private Path base;
  private Path directory;
  private FakeProbe probe;
  private IndexedDiscovery discovery;
  private DiscoveryThread thread;
  private final FakeHints hints = new FakeHints();
  private final FakeProcesses processes = new FakeProcesses();
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void createDiscovery() throws IOException {
    directory = Files.createDirectory(base.resolve("shm"));
    probe = new FakeProbe(directory);
    discovery = new IndexedDiscovery(probe);
    discovery.addListener(recorder);
  }

  @AfterEach
  void close() {
    thread.close();
    discovery.close();
    assertEquals(0, hints.openNow());
    assertEquals(Set.of(), processes.watched());
  }

  private void start(DiscoverySettings settings) {
    thread =
        DiscoveryThread.start(
            discovery, probe, settings, Optional.of(hints), Optional.of(processes));
  }

  private void startAlone(DiscoverySettings settings) {
    thread = DiscoveryThread.start(discovery, probe, settings, Optional.empty(), Optional.empty());
  }

  private static void until(Callable<Boolean> condition) {
    await().until(condition);
  }

  private void untilTold(String... events) {
    until(() -> recorder.told().equals(List.of(events)));
  }

  @Test
  void shouldFindAtTheStartWhatIsThere() {
    probe.create("axis");
    start(HINTS_ONLY);

    untilTold("CREATED axis");
    assertTrue(discovery.find("axis").isPresent());
  }

  /** Nothing hints at what an existing EVO process does to a file that it has made already. */
  @Test
  void shouldLookAgainSoonAtAFileThatWasFoundHalfMade() {
    Sample axis = probe.create("axis");
    probe.skipped(axis.fileName(), "too short");
    start(HINTS_ONLY);
    until(() -> discovery.list().skipped().size() == 1);
    probe.segment(axis);

    untilTold("CREATED axis");
  }

  @Test
  void shouldLookAtWhatAHintNames() {
    start(HINTS_ONLY);
    until(() -> hints.openNow() == 1);
    Sample axis = probe.create("axis");
    hints.hint(axis.fileName(), "something else");
    untilTold("CREATED axis");

    probe.remove(axis);
    hints.hint(axis.fileName());
    untilTold("CREATED axis", "RETIRED axis", "REMOVED axis");
    assertTrue(discovery.find("axis").isEmpty());
  }

  @Test
  void shouldLookAtASegmentWhenItsLockOrMetadataChanges() {
    Sample axis = probe.create("axis");
    start(HINTS_ONLY);
    untilTold("CREATED axis");
    probe.segment(axis.parked());
    hints.hint(".lock-axis");

    untilTold("CREATED axis", "PARKED axis");
  }

  @Test
  void shouldNotKeepADeadWriterWaitingBehindAFloodOfNames() {
    Sample axis = probe.create("axis");
    start(HINTS_ONLY);
    untilTold("CREATED axis");
    until(() -> processes.watched().contains(axis.fileName()));
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger looksAfterwards = new AtomicInteger();
    probe.whileLooking(
        () -> {
          if (looks.incrementAndGet() == 1) {
            probe.segment(axis.dead());
            processes.end(axis);
          }
          discovery
              .find("axis")
              .filter(known -> known.owner().liveness() == Liveness.DEAD)
              .ifPresent(known -> looksAfterwards.incrementAndGet());
        });
    hints.hint(IntStream.range(0, FLOOD).mapToObj(i -> "evo_flood_" + i).toArray(String[]::new));

    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
    until(() -> looksAfterwards.get() > FLOOD / 2);
  }

  @Test
  void shouldScanEverythingAfterAnOverflow() {
    Sample old = probe.create("old");
    start(HINTS_ONLY);
    untilTold("CREATED old");
    probe.remove(old);
    probe.create("new");
    hints.overflow();

    until(() -> discovery.find("new").isPresent() && discovery.find("old").isEmpty());
  }

  @Test
  void shouldLookAtOnceWhenAWatchedProcessEnds() {
    Sample axis = probe.create("axis");
    start(HINTS_ONLY);
    until(() -> processes.watched().contains(axis.fileName()));
    probe.segment(axis.dead());
    processes.end(axis);

    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
    until(() -> processes.watched().isEmpty());
  }

  @Test
  void shouldLookAgainUntilTheLockOfAnEndedProcessIsGoneAndNotWatchItAgain() {
    Sample axis = probe.create("axis");
    start(HINTS_ONLY);
    until(() -> processes.watched().contains(axis.fileName()));
    int probes = probe.probes();
    processes.end(axis);
    until(() -> probe.probes() > probes + 3);
    assertEquals(List.of("CREATED axis"), recorder.told());
    probe.segment(axis.dead());

    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
    assertEquals(1, processes.asked());
  }

  @Test
  void shouldGoOnWatchingAWriterThatHasParkedAndValidateThatItsTimeIsNotOver() {
    Sample axis = probe.create("axis");
    start(VALIDATING);
    until(() -> processes.watched().contains(axis.fileName()));
    probe.segment(axis.parked());
    hints.hint(".lock-axis");
    untilTold("CREATED axis", "PARKED axis");
    assertEquals(Set.of(axis.fileName()), processes.watched());
    probe.segment(axis.expired());

    untilTold("CREATED axis", "PARKED axis", "ORPHANED axis");
    until(() -> processes.watched().isEmpty());
    assertEquals(1, processes.asked());
  }

  @Test
  void shouldWatchTheNextOwnerOfASegment() {
    Sample axis = probe.create("axis");
    start(HINTS_ONLY);
    until(() -> processes.asked() == 1);
    probe.segment(axis.generation(2));
    hints.hint(".lock-axis");

    untilTold("CREATED axis", "ADOPTED axis");
    until(() -> processes.asked() == 2);
    assertEquals(Set.of(axis.fileName()), processes.watched());
  }

  @Test
  void shouldValidateWritersThatCannotBeWatched() {
    processes.blind(true);
    Sample axis = probe.create("axis");
    start(VALIDATING);
    untilTold("CREATED axis");
    probe.segment(axis.dead());

    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
    assertEquals(1, processes.asked());
  }

  @Test
  void shouldValidateWhatIsSkippedAndWhatIsForeign() {
    Sample axis = probe.create("axis");
    Sample foreign =
        probe.put(
            Sample.of("foreign")
                .liveness(Liveness.UNKNOWN)
                .file(directory.resolve("evo_foreign_7")));
    start(VALIDATING);
    until(() -> recorder.told().size() == 2);
    recorder.told().clear();
    probe.skipped(foreign.fileName(), "too short");
    untilTold("CORRUPT foreign");
    probe.segment(foreign);

    untilTold("CORRUPT foreign", "CREATED foreign");
    assertEquals(Set.of(axis.fileName()), processes.watched());
  }

  @Test
  void shouldLookSoonAgainAtAFileThatIsNoSegmentYet() throws IOException {
    start(HINTS_ONLY);
    until(() -> hints.openNow() == 1);
    Files.createFile(directory.resolve("evo_axis_1"));
    probe.skipped("evo_axis_1", "too short");
    hints.hint("evo_axis_1");
    until(() -> !discovery.list().skipped().isEmpty());
    probe.segment(Sample.of("axis").file(directory.resolve("evo_axis_1")));

    untilTold("CREATED axis");
  }

  @Test
  void shouldFindSegmentsWithoutAnyHints() {
    startAlone(VALIDATING);
    Sample axis = probe.create("axis");
    untilTold("CREATED axis");
    probe.remove(axis);

    untilTold("CREATED axis", "RETIRED axis", "REMOVED axis");
  }

  @Test
  void shouldTryAgainWhenTheDirectoryCannotBeWatched() {
    hints.exhausted(true);
    start(VALIDATING);
    probe.create("axis");
    untilTold("CREATED axis");
    hints.exhausted(false);

    until(() -> hints.openNow() == 1);
  }

  @Test
  void shouldFindADirectoryThatComesLaterAndOneThatIsMadeAgain() throws IOException {
    Files.delete(directory);
    start(VALIDATING);
    Files.createDirectory(directory);
    until(() -> hints.openNow() == 1);
    Sample axis = probe.create("axis");
    hints.hint(axis.fileName());
    untilTold("CREATED axis");

    probe.remove(axis);
    Files.move(directory, base.resolve("old"));
    Files.createDirectory(directory);
    until(() -> hints.opened() == 2);
    hints.hint(probe.create("other").fileName());
    untilTold("CREATED axis", "RETIRED axis", "REMOVED axis", "CREATED other");
  }

  @Test
  void shouldTellOfCommitsWhenThatIsWanted() {
    Sample axis = probe.create("axis");
    start(new DiscoverySettings(3_600_000, 3_600_000, 20, true));
    untilTold("CREATED axis");
    probe.segment(axis.version(4));

    untilTold("CREATED axis", "UPDATED axis");
    until(() -> discovery.find("axis").orElseThrow().activity().version() == 4);
  }

  @Test
  void shouldWatchWhatSomebodyElseFindsByRefreshing() {
    start(HINTS_ONLY);
    until(() -> hints.openNow() == 1);
    Sample axis = probe.create("axis");
    discovery.refresh("axis");

    until(() -> processes.watched().contains(axis.fileName()));
  }

  @Test
  void shouldGoOnAfterAnErrorInALook() {
    AtomicInteger looks = new AtomicInteger();
    Sample axis = probe.create("axis");
    probe.whileLooking(
        () -> {
          if (looks.incrementAndGet() == 1) {
            throw new OutOfMemoryError("as the test wants it");
          }
        });
    start(VALIDATING);

    untilTold("CREATED axis");
    until(() -> hints.openNow() == 1);
    probe.segment(axis.dead());
    hints.hint(axis.fileName());
    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
  }

  @Test
  void shouldGoOnWhenClassesAreMissingWhileTheDirectoryIsToBeWatched() {
    hints.failing(new NoClassDefFoundError("as the test wants it"));
    start(VALIDATING);
    probe.create("axis");

    untilTold("CREATED axis");
    until(() -> hints.openNow() == 1);
  }

  @Test
  void shouldWatchWritersAnewWhenTheirEndMayHaveGotLost() {
    Sample axis = probe.create("axis");
    start(VALIDATING);
    until(() -> processes.watched().contains(axis.fileName()));
    AtomicInteger looks = new AtomicInteger();
    probe.whileLooking(
        () -> {
          if (looks.incrementAndGet() == 1) {
            throw new OutOfMemoryError("as the test wants it");
          }
        });
    processes.end(axis);

    until(() -> processes.asked() == 2);
    probe.segment(axis.dead());
    processes.end(axis);
    untilTold("CREATED axis", "WRITER_DEAD axis", "ORPHANED axis");
  }
}
