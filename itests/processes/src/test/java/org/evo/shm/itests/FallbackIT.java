// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evo.shm.discovery.DiscoverySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery by processes that cannot watch writers, at all or for a time: they look instead. */
class FallbackIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PIDFD_OPEN = 434;
  private static final int DESCRIPTORS = 100;
  private static final int USER = 61004;
  private static final long OFTEN_MS = 50;

  @TempDir static Path programs;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private ChildProcess discover(Surroundings surroundings, long scanMs) {
    List<String> args = List.of(directory.toString(), "" + scanMs, "" + OFTEN_MS);
    return ChildProcess.start(
        JavaProgram.brief().in(surroundings).command(DiscoveringProcess.class, args));
  }

  private Peer writer(String segment) {
    Peer writer = Peer.start(JavaProgram.brief(), directory);
    writer.must(Peer.create(segment));
    return writer;
  }

  private static void untilSays(ChildProcess process, String... lines) {
    for (String line : lines) {
      assertEquals(line, process.awaitLine(), process.transcript());
    }
  }

  private static void tell(ChildProcess process, String command) {
    process.say(command);
    untilSays(process, "ok");
  }

  @Test
  void shouldFindDeadWritersOnAKernelThatCannotTell() {
    Path launcher = CPrograms.withoutCall(programs);
    Surroundings old = Surroundings.SAME.withoutCall(launcher, PIDFD_OPEN);
    assumeTrue(old.available(), "needs seccomp");
    try (Peer first = writer("first");
        ChildProcess discovering = discover(old, DiscoverySettings.MAX_MS)) {
      untilSays(discovering, "CREATED first");
      try (Peer second = writer("second")) {
        untilSays(discovering, "CREATED second");
        first.kill();
        untilSays(discovering, "WRITER_DEAD first", "ORPHANED first");
        second.kill();
        untilSays(discovering, "WRITER_DEAD second", "ORPHANED second");
      }
      await().atMost(PATIENCE).until(() -> !discovering.err().isEmpty());
      assertEquals(1, discovering.err().size(), discovering.transcript());
    }
  }

  @Test
  void shouldFindDeadWritersWithoutDescriptorsToWatchThemAndWatchAgainWhenThereAreSome() {
    Surroundings limited = Surroundings.SAME.limit("nofile", DESCRIPTORS);
    assumeTrue(limited.available(), "needs prlimit");
    try (ChildProcess discovering = discover(limited, OFTEN_MS);
        Peer early = writer("early")) {
      untilSays(discovering, "CREATED early");
      await().atMost(PATIENCE).until(() -> WatchObjects.pidfds(discovering.pid()) == 1);
      // Enough to look, not to watch.
      tell(discovering, "spare 2");
      try (Peer late = writer("late")) {
        untilSays(discovering, "CREATED late");
        early.kill();
        untilSays(discovering, "WRITER_DEAD early", "ORPHANED early");
        late.kill();
        untilSays(discovering, "WRITER_DEAD late", "ORPHANED late");
      }
      tell(discovering, "giveBack");
      try (Peer last = writer("last")) {
        untilSays(discovering, "CREATED last");
        await().atMost(PATIENCE).until(() -> WatchObjects.pidfds(discovering.pid()) == 1);
        last.kill();
        untilSays(discovering, "WRITER_DEAD last", "ORPHANED last");
      }
    }
  }

  /** Without any descriptor nothing can be looked at: that is no news of any segment. */
  @Test
  void shouldTellNothingOfSegmentsWhileItCannotLookAtAll() {
    Surroundings limited = Surroundings.SAME.limit("nofile", DESCRIPTORS);
    assumeTrue(limited.available(), "needs prlimit");
    try (ChildProcess discovering = discover(limited, OFTEN_MS);
        Peer writer = writer("seg")) {
      untilSays(discovering, "CREATED seg");
      tell(discovering, "spare 0");
      await()
          .during(Duration.ofMillis(10 * OFTEN_MS))
          .atMost(PATIENCE)
          .until(() -> discovering.out().size() == 2);
      tell(discovering, "giveBack");
      writer.kill();
      untilSays(discovering, "WRITER_DEAD seg", "ORPHANED seg");
    }
  }

  @Test
  void shouldFindSegmentsAgainInADirectoryThatCouldNotBeRead(@TempDir Path copies)
      throws IOException {
    Surroundings user = Surroundings.SAME.user(USER, USER);
    assumeTrue(user.available(), "needs root, and setpriv to become other users");
    Files.setAttribute(directory, "unix:mode", 0733);
    JavaProgram java = JavaProgram.brief().copiedTo(copies).in(user);
    List<String> args = List.of(directory.toString(), "" + OFTEN_MS, "" + OFTEN_MS);
    try (ChildProcess discovering =
            ChildProcess.start(java.command(DiscoveringProcess.class, args));
        Peer writer = Peer.start(java, directory)) {
      // Neither watched nor listed, and said once.
      await()
          .during(Duration.ofMillis(10 * OFTEN_MS))
          .atMost(PATIENCE)
          .until(() -> discovering.err().size() == 2);
      Files.setAttribute(directory, "unix:mode", 0777);
      writer.must(Peer.create("seg"));
      untilSays(discovering, "CREATED seg");
      Files.setAttribute(directory, "unix:mode", 0733);
      writer.kill();
      untilSays(discovering, "WRITER_DEAD seg", "ORPHANED seg");
    }
  }
}
