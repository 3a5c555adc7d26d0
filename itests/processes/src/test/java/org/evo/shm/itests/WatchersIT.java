// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that watch writers under all circumstances: namespaces, users, limits, old kernels. */
class WatchersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Surroundings NAMESPACE = Surroundings.SAME.newPidNamespace();
  private static final int PIDFD_OPEN = 434;
  private static final int OWNER = 61001;
  private static final int MEMBER = 61002;
  private static final int GROUP = 61500;
  private static final int DESCRIPTORS = 100;

  /** Two for epoll and its wake-up, one for the process. */
  private static final int ENOUGH = 3;

  /** Starts a writer, kills it when told, and gives its pid to another process. */
  private static final String REUSE =
      """
      "$@" </dev/null >/dev/null &
      writer=$!
      echo "writer $writer"
      read -r go
      kill -KILL $writer
      wait $writer
      echo $((writer - 1)) >/proc/sys/kernel/ns_last_pid
      sleep 600 &
      echo "reused $!"
      read -r go
      kill $!
      """;

  @TempDir static Path programs;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final List<Peer> peers = new ArrayList<>();
  private Onlooker onlooker;

  @BeforeAll
  static void openToAll() throws IOException {
    Files.setAttribute(programs, "unix:mode", 0755);
  }

  @BeforeEach
  void look() {
    onlooker = new Onlooker(directory);
  }

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
  }

  private Peer peer(JavaProgram program, String group, String trusted) {
    Peer peer = Peer.start(program, directory, group, trusted);
    peers.add(peer);
    return peer;
  }

  private Peer peer(Surroundings surroundings) {
    return peer(JavaProgram.brief().in(surroundings), "-", "-");
  }

  private Peer writer(Surroundings surroundings) {
    Peer writer = peer(surroundings);
    writer.must(Peer.create("seg"));
    return writer;
  }

  private Path file(Integer... trusted) {
    return onlooker.info("seg", trusted).file();
  }

  private static String watch(Peer watcher, Path file) {
    return watcher.must("watch " + file).word(0);
  }

  private static String ended(Peer watcher, Path file) {
    return watcher.must("ended " + file).word(0);
  }

  private static void saidOnce(Peer watcher, String reason) {
    await().atMost(PATIENCE).until(() -> !watcher.process().err().isEmpty());
    List<String> err = watcher.process().err();
    assertEquals(1, err.size(), err.toString());
    assertTrue(err.get(0).contains("by looking only") && err.get(0).contains(reason), err.get(0));
  }

  @Test
  void shouldNotWatchWhatHasTheSamePidInAnotherNamespace() {
    assumeTrue(NAMESPACE.available(), "needs root, and the right to make PID namespaces");
    Peer inside = writer(NAMESPACE);
    assertEquals("unwatched", watch(peer(Surroundings.SAME), file()));
    assertEquals("unwatched", watch(peer(NAMESPACE), file()));

    Peer beside = peer(Surroundings.SAME.pidNamespaceOf(inside.process().workerPid()));
    assertEquals("watched", watch(beside, file()));
    // The end of its first process ends a namespace: nobody is left to tell.
    beside.must(Peer.create("other"));
    Path other = onlooker.info("other").file();
    assertEquals("watched", watch(inside, other));
    ChildProcess.signal("KILL", beside.process().workerPid());
    assertEquals("DEAD", ended(inside, other));
  }

  @Test
  void shouldNotTakeWhoeverGotTheDeadWritersPidForTheWriter() {
    assumeTrue(NAMESPACE.available(), "needs root, and the right to make PID namespaces");
    EvoTool tool = new EvoTool(JavaProgram.brief(), directory);
    List<String> command = new ArrayList<>(List.of("sh", "-c", REUSE, "reuse"));
    command.addAll(tool.command("write", "seg"));
    try (ChildProcess shell = ChildProcess.start(NAMESPACE.around(command))) {
      String pid = shell.awaitLine().split(" ")[1];
      await().atMost(PATIENCE).until(() -> !onlooker.list().segments().isEmpty());
      Peer early = peer(Surroundings.SAME.pidNamespaceOf(shell.workerPid()));
      Peer late = peer(Surroundings.SAME.pidNamespaceOf(shell.workerPid()));
      assertEquals("watched", watch(early, file()));
      shell.say("go");
      assumeTrue(shell.awaitLine().equals("reused " + pid), "needs to choose the next PID");

      assertEquals("DEAD", ended(early, file()));
      assertEquals("watched", watch(late, file()));
      assertEquals("DEAD", ended(late, file()));
      assertEquals(0, WatchObjects.pidfds(early.process().workerPid()));
      assertEquals(0, WatchObjects.pidfds(late.process().workerPid()));
      shell.say("end");
      shell.awaitExit();
    }
  }

  @Test
  void shouldWatchTheWritersOfOtherUsersWithoutAnyRight() throws IOException {
    Surroundings owner = Surroundings.SAME.user(OWNER, OWNER, GROUP);
    assumeTrue(owner.available(), "needs root, and setpriv to become other users");
    Files.setAttribute(directory, "unix:mode", 01777);
    JavaProgram java = JavaProgram.brief().copiedTo(programs);
    Peer writer = peer(java.in(owner), Integer.toString(GROUP), "-");
    writer.must(Peer.create("seg"));
    Path file = file(OWNER);
    Peer stranger = peer(java.in(Surroundings.SAME.user(MEMBER, MEMBER)), "-", "" + OWNER);
    assertEquals("unwatched", watch(stranger, file));
    Peer member = peer(java.in(Surroundings.SAME.user(MEMBER, MEMBER, GROUP)), "-", "" + OWNER);
    assertEquals("watched", watch(member, file));
    Peer root = peer(JavaProgram.brief(), "-", "" + OWNER);
    assertEquals("watched", watch(root, file));

    writer.kill();

    assertEquals("DEAD", ended(member, file));
    assertEquals("DEAD", ended(root, file));
  }

  /** Afterwards it has loaded what that takes. */
  private void seeOneDie(Peer watcher) {
    Peer writer = writer(Surroundings.SAME);
    assertEquals("watched", watch(watcher, file()));
    writer.kill();
    assertEquals("DEAD", ended(watcher, file()));
    await().atMost(PATIENCE).until(() -> !WatchObjects.isWaiting(watcher));
  }

  @Test
  void shouldSayOnceThatThereAreNoDescriptorsLeftAndWatchAgainWhenThereAre() {
    Surroundings limited = Surroundings.SAME.limit("nofile", DESCRIPTORS);
    assumeTrue(limited.available(), "needs prlimit");
    Peer watcher = peer(limited);
    seeOneDie(watcher);
    Peer writer = writer(Surroundings.SAME);
    long before = WatchObjects.descriptors(watcher);
    for (int spare = 1; spare < ENOUGH; spare++) {
      for (int i = 0; i < 2; i++) {
        watcher.must("spare " + spare);
        String answer = watch(watcher, file());
        watcher.must("giveBack");
        assertEquals("unwatched", answer, "with " + spare + " descriptors");
        await().atMost(PATIENCE).until(() -> WatchObjects.descriptors(watcher) == before);
      }
    }
    saidOnce(watcher, "too many open files");

    watcher.must("spare " + ENOUGH);
    assertEquals("watched", watch(watcher, file()));
    writer.kill();
    assertEquals("DEAD", ended(watcher, file()));
    watcher.must("giveBack");
    await().atMost(PATIENCE).until(() -> WatchObjects.descriptors(watcher) == before);
  }

  @Test
  void shouldSayOnceThatTheKernelIsTooOld() {
    Path launcher = CPrograms.withoutCall(programs);
    Surroundings old = Surroundings.SAME.withoutCall(launcher, PIDFD_OPEN);
    assumeTrue(old.available(), "needs seccomp");
    writer(Surroundings.SAME);
    Peer watcher = peer(old);
    assertEquals("unwatched", watch(watcher, file()));
    long before = WatchObjects.descriptors(watcher);
    assertEquals("unwatched", watch(watcher, file()));
    assertEquals(before, WatchObjects.descriptors(watcher));
    saidOnce(watcher, "pidfd_open");
  }
}
