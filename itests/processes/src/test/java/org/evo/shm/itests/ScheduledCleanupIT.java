// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.evo.shm.SegmentEvent.Kind.CREATED;
import static org.evo.shm.SegmentEvent.Kind.ORPHANED;
import static org.evo.shm.SegmentEvent.Kind.REMOVED;
import static org.evo.shm.SegmentEvent.Kind.RETIRED;
import static org.evo.shm.SegmentEvent.Kind.WRITER_DEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SkippedFile;
import org.evo.shm.discovery.CleanupSettings;
import org.evo.shm.discovery.CleanupThread;
import org.evo.shm.discovery.DiscoverySettings;
import org.evo.shm.linux.LinuxSharedMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Discovery and cleanup at work by themselves, as eager as they can be, beside processes that live,
 * die and were never ours: what nobody needs goes, the rest stays.
 */
class ScheduledCleanupIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PASS = "pass";
  private static final int STRANGER = 61003;
  private static final DiscoverySettings LOOKING =
      new DiscoverySettings(DiscoverySettings.MAX_MS, 100, 0, true);
  private static final CleanupSettings EAGER = new CleanupSettings(true, 0, 100, 0);

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final List<Peer> peers = new ArrayList<>();
  private final List<String> removed = new CopyOnWriteArrayList<>();
  private WatchedDirectory watched;
  private LinuxSharedMemory memory;
  private CleanupThread cleanup;

  @BeforeEach
  void start() {
    watched = WatchedDirectory.of(directory, LOOKING);
    memory = new LinuxSharedMemory(watched.platform());
    memory.addCleanupHandler(removed::add);
    cleanup =
        CleanupThread.start(
            EAGER, watched.discovery(), watched.platform().cleaner(), watched.platform().probe());
  }

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
    cleanup.close();
    memory.close();
    watched.close();
  }

  private Peer peer() {
    return peer(Surroundings.SAME);
  }

  private Peer peer(Surroundings surroundings) {
    Peer peer = Peer.start(JavaProgram.brief().in(surroundings), directory);
    peers.add(peer);
    return peer;
  }

  private List<String> files() {
    return new Onlooker(directory).files();
  }

  private List<String> filesOf(String segment) {
    return files().stream().filter(file -> file.contains("_" + segment)).toList();
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  /** What dies before the first look at it is nobody's news. */
  private void untilKnown(String segment) {
    until(() -> watched.told(segment).contains(CREATED));
  }

  private void untilGone(String segment) {
    until(() -> removed.contains(segment));
    until(() -> watched.told(segment).contains(REMOVED));
  }

  /** One over everything that began after now: nothing else removes metadata of nobody. */
  private void untilAPassIsOver() throws IOException {
    Path residue = Files.writeString(directory.resolve("evo_" + PASS + ".meta"), "{}");
    until(() -> Files.notExists(residue));
  }

  @Test
  void shouldRemoveWhatADeadWriterLeftAndNothingOfOneWithALongerName() throws IOException {
    Peer dead = peer();
    Peer live = peer();
    dead.must(Peer.create("foo"));
    live.must(Peer.create("foo_bar"));
    List<String> kept = filesOf("foo_bar");
    untilKnown("foo");
    dead.kill();

    untilGone("foo");
    untilAPassIsOver();
    assertEquals(kept, files());
    assertEquals(List.of("foo"), removed);
    // Who looks between the retirement of the file and its removal is told of both.
    List<SegmentEvent.Kind> told = new ArrayList<>(watched.told("foo"));
    told.remove(RETIRED);
    assertEquals(List.of(CREATED, WRITER_DEAD, ORPHANED, REMOVED), told);
    assertEquals(List.of(CREATED), watched.told("foo_bar"));
    assertEquals(2, live.must("write foo_bar 7").number(0));
  }

  @Test
  void shouldGoByHeadersAndLocksWhateverMetadataSay() throws IOException {
    Peer dead = peer();
    Peer live = peer();
    dead.must(Peer.create("misled"));
    dead.must(Peer.create("silent"));
    live.must(Peer.create("bystander"));
    List<String> kept = filesOf("bystander");
    byte[] metadata = Files.readAllBytes(directory.resolve("evo_bystander.meta"));
    Files.write(directory.resolve("evo_misled.meta"), metadata);
    Files.delete(directory.resolve("evo_silent.meta"));
    untilKnown("misled");
    untilKnown("silent");
    dead.kill();

    untilGone("misled");
    untilGone("silent");
    untilAPassIsOver();
    assertEquals(kept, files());
    assertEquals(List.of(CREATED), watched.told("bystander"));
    assertEquals(2, live.must("write bystander 7").number(0));
  }

  @Test
  void shouldLeaveAWriterInAnotherPidNamespaceAloneUntilItIsDead() throws IOException {
    Surroundings elsewhere = Surroundings.SAME.newPidNamespace();
    assumeTrue(elsewhere.available(), "needs root, and the right to make PID namespaces");
    Peer writer = peer(elsewhere);
    writer.must(Peer.create("seg"));
    untilKnown("seg");
    untilAPassIsOver();
    assertEquals(2, writer.must("write seg 7").number(0));
    assertEquals(List.of(CREATED), watched.told("seg"));
    ChildProcess.signal("KILL", writer.process().workerPid());
    untilGone("seg");
    assertEquals(List.of(CREATED, WRITER_DEAD, ORPHANED, REMOVED), watched.told("seg"));
  }

  @Test
  void shouldNeitherTouchNorFollowWhatOnlyHasTheNameOfASegment() throws Exception {
    Peer live = peer();
    Peer dead = peer();
    live.must(Peer.create("live"));
    Path target = directory.resolve("evo_peer_live_" + live.process().pid());
    Path folder = Files.createDirectory(directory.resolve("evo_folder_1"));
    Path inside = Files.createFile(folder.resolve("evo_inside_1"));
    Path link = Files.createSymbolicLink(directory.resolve("evo_link_1"), target);
    Path pipe = directory.resolve("evo_pipe_1");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    dead.must(Peer.create("seg"));
    untilKnown("seg");
    dead.kill();

    untilGone("seg");
    untilAPassIsOver();
    for (Path odd : List.of(folder, inside, link, pipe, target)) {
      assertTrue(Files.exists(odd, LinkOption.NOFOLLOW_LINKS), odd.toString());
    }
    until(() -> skipped().size() == 3);
    assertEquals(2, live.must("write live 7").number(0));
  }

  private List<SkippedFile> skipped() {
    return watched.discovery().list().skipped();
  }

  @Test
  void shouldLeaveWhatAnotherUserPlantedAndNameThatUser() throws IOException {
    Path ours = ForeignFile.create(directory, "planted");
    assumeTrue(givenTo(STRANGER, ours), "needs root");
    Peer dead = peer();
    dead.must(Peer.create("seg"));
    Path copy = directory.resolve("evo_peer_copied_99999");
    Path hidden = directory.resolve(".copy");
    Files.copy(directory.resolve("evo_peer_seg_" + dead.process().pid()), hidden);
    givenTo(STRANGER, hidden);
    Files.move(hidden, copy);
    untilKnown("seg");
    dead.kill();

    untilGone("seg");
    untilAPassIsOver();
    assertTrue(Files.exists(ours) && Files.exists(copy));
    until(() -> skipped().size() == 2);
    skipped().forEach(s -> assertTrue(s.reason().contains("user " + STRANGER), s.reason()));
  }

  private static boolean givenTo(int user, Path file) {
    try {
      Files.setAttribute(file, "unix:uid", user);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldGoOnThoughListenersAndHandlersThrowOrNeverReturn() throws Exception {
    CountDownLatch stuck = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    watched.discovery().addListener(event -> hold(stuck, end));
    watched.discovery().addListener(ScheduledCleanupIT::fail);
    memory.addCleanupHandler(segment -> hold(stuck, end));
    memory.addCleanupHandler(segment -> fail(null));
    for (String segment : List.of("first", "second", "third")) {
      Peer dead = peer();
      dead.must(Peer.create(segment));
      untilKnown(segment);
      dead.kill();
      untilGone(segment);
    }

    assertTrue(stuck.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    end.countDown();
    assertEquals(List.of("first", "second", "third"), removed);
    assertEquals(List.of(), files());
  }

  private static void hold(CountDownLatch stuck, CountDownLatch end) {
    stuck.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void fail(SegmentEvent event) {
    throw new IllegalStateException("as the test wants it, at " + event);
  }

  /** The writer publishes it again, and the cleaner must not be quicker than that a second time. */
  @Test
  void shouldFollowASegmentWhoseFilesAThirdPartyDeletesUnderItsWriter() throws IOException {
    Peer live = peer();
    Peer reader = peer();
    live.must(Peer.create("seg"));
    long version = live.must("write seg 7").number(0);
    reader.must("attach seg 1");
    until(() -> watched.told("seg").equals(List.of(CREATED)));
    List<String> files = filesOf("seg");
    for (int round = 1; round <= 3; round++) {
      files.forEach(this::delete);
      int times = 1 + round;
      until(() -> Collections.frequency(watched.told("seg"), CREATED) == times);
      until(() -> filesOf("seg").equals(files));
      untilAPassIsOver();
      long next = live.must("write seg " + round).number(0);
      assertTrue(next > version, next + " after " + version);
      version = next;
      int written = round;
      until(() -> reader.must("read seg").number(0) == written);
    }

    assertEquals(List.of(), removed);
    assertEquals(files, files());
  }

  private void delete(String file) {
    try {
      Files.delete(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldKeepWhatIsReadUntilItsLastReaderIsKilled() throws IOException {
    cleanup.close();
    cleanup =
        CleanupThread.start(
            new CleanupSettings(true, 0, 100, CleanupSettings.DEFAULT.staleAfterMs()),
            watched.discovery(),
            watched.platform().cleaner(),
            watched.platform().probe());
    Peer dead = peer();
    Peer first = peer();
    Peer last = peer();
    dead.must(Peer.create("seg"));
    dead.must("write seg 7");
    first.must("attach seg 2");
    last.must("attach seg 1");
    dead.kill();
    until(() -> watched.told("seg").contains(ORPHANED));
    first.kill();
    untilAPassIsOver();
    assertEquals(7, last.must("read seg").number(0));
    assertEquals(List.of(), removed, () -> files() + " " + watched.told("seg"));
    last.kill();

    untilGone("seg");
    assertEquals(List.of(), files());
  }
}
