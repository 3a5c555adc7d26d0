// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.evo.shm.SegmentEvent.Kind.ADOPTED;
import static org.evo.shm.SegmentEvent.Kind.CORRUPT;
import static org.evo.shm.SegmentEvent.Kind.CREATED;
import static org.evo.shm.SegmentEvent.Kind.ORPHANED;
import static org.evo.shm.SegmentEvent.Kind.PARKED;
import static org.evo.shm.SegmentEvent.Kind.REMOVED;
import static org.evo.shm.SegmentEvent.Kind.RETIRED;
import static org.evo.shm.SegmentEvent.Kind.UPDATED;
import static org.evo.shm.SegmentEvent.Kind.WRITER_DEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SkippedFile;
import org.evo.shm.discovery.DiscoverySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What discovery makes of the segments of other processes that come, go, change and die. */
class DiscoveryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BURST = 5000;
  private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");
  private static final int MOST_QUEUED = 65_536;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path base;

  private WatchedDirectory watched;

  @AfterEach
  void shouldLeaveNeitherThreadNorDescriptor() {
    watched.close();
    until(() -> ours().isEmpty());
    assertEquals(List.of(), watchDescriptors());
  }

  private static List<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("evo-shm"))
        .toList();
  }

  /** Of inotify, epoll, eventfd and pidfd; the virtual machine has none of inotify and pidfd. */
  private static List<String> watchDescriptors() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.map(DiscoveryIT::target)
          .filter(target -> target.contains("inotify") || target.contains("pidfd"))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String target(Path fd) {
    try {
      return Files.readSymbolicLink(fd).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private void untilTold(String segment, SegmentEvent.Kind... kinds) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(List.of(kinds), watched.told(segment)));
  }

  private void watch(DiscoverySettings settings) {
    watched = WatchedDirectory.of(base, settings);
    // The first look is over: from now on there is nothing but what is announced.
    ForeignFile.create(base, "first");
    untilTold("first", CREATED);
  }

  private Peer peer() {
    return Peer.start(JavaProgram.brief(), base);
  }

  private SegmentInfo found(String segment) {
    return watched.discovery().find(segment).orElseThrow();
  }

  @Test
  void shouldTellHowTheWritersOfASegmentChange() {
    watch(WatchedDirectory.ANNOUNCED);
    try (Peer first = peer();
        Peer second = peer()) {
      first.must(Peer.create("seg"));
      untilTold("seg", CREATED);
      assertEquals(Liveness.ALIVE, found("seg").owner().liveness());
      first.kill();
      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED);
      second.must(Peer.create("seg"));
      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, ADOPTED);
      assertEquals(second.process().pid(), found("seg").owner().pid());
      second.must("close seg");

      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, ADOPTED, RETIRED, REMOVED);
      assertTrue(watched.discovery().find("seg").isEmpty());
    }
  }

  @Test
  void shouldTellOfDeathsAndTakeoversThatNobodyAnnounces() {
    watched = WatchedDirectory.unannounced(base, WatchedDirectory.VALIDATED);
    try (Peer first = peer();
        Peer second = peer()) {
      first.must(Peer.create("seg"));
      untilTold("seg", CREATED);
      first.kill();
      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED);
      second.must(Peer.create("seg"));
      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, ADOPTED);
      second.must("close seg");

      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, ADOPTED, RETIRED, REMOVED);
    }
  }

  @Test
  void shouldTellOfAnotherGenerationAtTheSamePathOrElsewhere() {
    watch(WatchedDirectory.ANNOUNCED);
    try (Peer first = peer();
        Peer second = peer()) {
      first.must(Peer.create("seg"));
      untilTold("seg", CREATED);
      first.kill();
      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED);
      second.must("create seg slotted 8192 peer 0");

      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, RETIRED, CREATED);
      assertEquals(8192, found("seg").geometry().sizeBytes());
    }
  }

  @Test
  void shouldTellThatASegmentIsParkedAndThatNobodyCameBack() {
    watch(WatchedDirectory.ANNOUNCED);
    try (Peer writer = peer()) {
      writer.must(Peer.create("seg"));
      untilTold("seg", CREATED);
      writer.must("park seg 60000");
      untilTold("seg", CREATED, PARKED);
      writer.kill();

      untilTold("seg", CREATED, PARKED, ORPHANED);
    }
  }

  @Test
  void shouldTellOfCommitsOnceAPeriod() {
    watch(new DiscoverySettings(DiscoverySettings.MAX_MS, DiscoverySettings.MAX_MS, 50, true));
    try (Peer writer = peer()) {
      writer.must(Peer.create("seg"));
      untilTold("seg", CREATED);
      writer.must("write seg 1");
      untilTold("seg", CREATED, UPDATED);
      writer.must("write seg 2");

      untilTold("seg", CREATED, UPDATED, UPDATED);
      assertEquals(4, found("seg").activity().version());
    }
  }

  @Test
  void shouldTellThatAFileWasDamagedAndThenRemoved() throws IOException {
    watch(new DiscoverySettings(DiscoverySettings.MAX_MS, 100, 0, true));
    try (Peer writer = peer()) {
      writer.must(Peer.create("seg"));
      untilTold("seg", CREATED);
      writer.kill();
      untilTold("seg", CREATED, WRITER_DEAD, ORPHANED);
    }
    Path file = found("seg").file();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(10);
    }
    untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, CORRUPT);
    assertTrue(watched.discovery().find("seg").isEmpty());
    assertEquals(List.of(file), skipped().stream().map(SkippedFile::file).toList());
    Files.delete(file);

    untilTold("seg", CREATED, WRITER_DEAD, ORPHANED, CORRUPT, REMOVED);
  }

  private List<SkippedFile> skipped() {
    return watched.discovery().list().skipped();
  }

  @Test
  void shouldListOddFilesWithTheirReasonsAndTellNobody() throws Exception {
    watch(WatchedDirectory.ANNOUNCED);
    Path real = ForeignFile.create(base, "real");
    Files.createDirectory(base.resolve("evo_directory_1"));
    Files.createFile(base.resolve("evo_empty_1"));
    Files.write(base.resolve("evo_garbage_1"), new byte[8192]);
    Files.createSymbolicLink(base.resolve("evo_link_1"), real);
    int made =
        new ProcessBuilder("mkfifo", base.resolve("evo_pipe_1").toString()).start().waitFor();
    assertEquals(0, made);
    Files.createFile(base.resolve("evo_no_segment.txt"));
    until(() -> skipped().size() == 5);
    untilTold("real", CREATED);

    SegmentListing listing = watched.discovery().list();
    assertEquals(
        List.of("first", "real"), listing.segments().stream().map(SegmentInfo::name).toList());
    assertEquals(Liveness.UNKNOWN, found("real").owner().liveness());
    List<String> reasons = listing.skipped().stream().map(SkippedFile::reason).toList();
    assertEquals("it is a directory", reasons.get(0));
    assertTrue(reasons.get(1).contains("0 bytes"), reasons.get(1));
    assertTrue(reasons.get(2).contains("magic"), reasons.get(2));
    assertEquals("it is a symbolic link", reasons.get(3));
    assertEquals("it is a FIFO", reasons.get(4));
    assertEquals(2, watched.events().size());
  }

  @Test
  void shouldTellOfEachSegmentOfABurstOnce() {
    watch(WatchedDirectory.ANNOUNCED);
    for (int i = 0; i < BURST; i++) {
      ForeignFile.create(base, "burst" + i);
    }
    until(() -> watched.discovery().list().segments().size() == BURST + 1);
    until(() -> watched.events().size() == BURST + 1);

    assertEquals(List.of(), skipped());
    assertEquals(BURST + 1, namesTold().size());
  }

  private Set<String> namesTold() {
    Set<String> names = new HashSet<>();
    watched.events().forEach(event -> names.add(event.segment().name()));
    return names;
  }

  @Test
  void shouldMissNothingWhenTheKernelsQueueOverflows() throws Exception {
    int queued = Integer.parseInt(Files.readAllLines(QUEUE).get(0));
    assumeTrue(queued <= MOST_QUEUED, () -> QUEUE + " is " + queued);
    ForeignFile.create(base, "first");
    GatedProbe gate = new GatedProbe(base);
    watched = WatchedDirectory.through(gate, WatchedDirectory.ANNOUNCED);
    gate.awaitReached();
    for (int i = 0; i < BURST; i++) {
      ForeignFile.create(base, "burst" + i);
    }
    for (int i = 0; i < queued; i++) {
      Path again = base.resolve("evo_again" + i % 2 + "_1");
      Files.createFile(again);
      Files.delete(again);
    }
    gate.open();

    until(() -> watched.discovery().list().segments().size() == BURST + 1);
    until(() -> watched.events().size() == BURST + 1);
    assertEquals(BURST + 1, namesTold().size());
  }

  @Test
  void shouldFollowADirectoryThatComesLateGoesAndComesAgain() throws IOException {
    Path late = base.resolve("late");
    watched =
        WatchedDirectory.of(late, new DiscoverySettings(DiscoverySettings.MAX_MS, 200, 0, true));
    assertTrue(watched.discovery().list().segments().isEmpty());
    Files.createDirectory(late);
    Path file = ForeignFile.create(late, "seg");
    untilTold("seg", CREATED);
    Files.delete(file);
    Files.delete(late);
    untilTold("seg", CREATED, REMOVED);
    Files.createDirectory(late);
    ForeignFile.create(late, "seg");

    untilTold("seg", CREATED, REMOVED, CREATED);
  }
}
