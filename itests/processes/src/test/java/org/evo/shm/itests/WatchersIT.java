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
  private static final int MOST_LISTENING = 2000;

  /** Two for epoll and its wake-up, one for the process. */
  private static final int ENOUGH = 3;

  @TempDir static Path programs;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final List<Peer> peers = new ArrayList<>();
  private Onlooker onlooker;

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
    try (ReusedPid reused = ReusedPid.start(NAMESPACE, tool.command("write", "seg"))) {
      await().atMost(PATIENCE).until(() -> !onlooker.list().segments().isEmpty());
      Peer early = peer(reused.inside());
      Peer late = peer(reused.inside());
      assertEquals("watched", watch(early, file()));
      reused.reuse();

      assertEquals("DEAD", ended(early, file()));
      assertEquals("watched", watch(late, file()));
      assertEquals("DEAD", ended(late, file()));
      assertEquals(0, WatchObjects.pidfds(early.process().workerPid()));
      assertEquals(0, WatchObjects.pidfds(late.process().workerPid()));
    }
  }

  @Test
  void shouldWatchTheWritersOfOtherUsersWithoutAnyRight(@TempDir Path copies) throws IOException {
    Surroundings owner = Surroundings.SAME.user(OWNER, OWNER, GROUP);
    assumeTrue(owner.available(), "needs root, and setpriv to become other users");
    Files.setAttribute(directory, "unix:mode", 01777);
    JavaProgram java = JavaProgram.brief().copiedTo(copies);
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

  /** An ordinary user, whose share of the kernel's watches is nobody else's. */
  @Test
  void shouldSayWhatToRaiseWhenTheKernelGivesNoMoreHintsAndListenAgainWhenItDoes(
      @TempDir Path copies) throws IOException {
    Surroundings user = Surroundings.SAME.user(MEMBER, MEMBER);
    assumeTrue(user.available(), "needs root, and setpriv to become other users");
    Files.setAttribute(directory, "unix:mode", 01777);
    Peer listener = peer(JavaProgram.brief().copiedTo(copies).in(user), "-", "-");
    listener.must("listen");
    long before = WatchObjects.descriptors(listener);
    Peer.Answer answer = listener.must("listen");
    for (int i = 0; answer.ok() && i < MOST_LISTENING; i++) {
      answer = listener.ask("listen");
    }
    assumeTrue(!answer.ok(), "needs a limit of the instances of inotify that can be reached");
    assertEquals("ResourceExhausted", answer.code(), answer.text());
    assertTrue(answer.text().contains("fs.inotify.max_user_instances"), answer.text());

    listener.must("hush");
    assertEquals(1, listener.must("listen").number(0));
    assertEquals(before, WatchObjects.descriptors(listener));
  }
}
