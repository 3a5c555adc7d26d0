// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes in PID namespaces of their own, as in containers that share /dev/shm. */
class PidNamespacesIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Surroundings NAMESPACE = Surroundings.SAME.newPidNamespace();

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final List<Peer> peers = new ArrayList<>();
  private Onlooker onlooker;

  @BeforeAll
  static void check() {
    assumeTrue(NAMESPACE.available(), "needs root, and the right to make PID namespaces");
  }

  @BeforeEach
  void look() {
    onlooker = new Onlooker(directory);
  }

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
  }

  private Peer peer(Surroundings surroundings) {
    Peer peer = Peer.start(JavaProgram.brief().in(surroundings), directory);
    peers.add(peer);
    return peer;
  }

  private Peer inside() {
    return peer(NAMESPACE);
  }

  private Peer outside() {
    return peer(Surroundings.SAME);
  }

  private void killInNamespace(Peer peer) {
    ChildProcess.signal("KILL", peer.process().workerPid());
    peer.process().awaitExit();
  }

  private void claimMustLeaveItAlone(Peer owner, Peer claimant, String layout) {
    SegmentInfo before = onlooker.info("seg");
    List<String> files = onlooker.files();
    for (String wish : List.of("slotted", "classic")) {
      Peer.Answer claim = claimant.ask(Peer.create("seg", wish));
      assertEquals("SegmentBusy", claim.code(), layout + ": " + claim.text());
    }
    assertEquals("[]", claimant.must("clean 0").word(0));
    SegmentInfo after = onlooker.info("seg");
    assertEquals(Liveness.ALIVE, after.owner().liveness());
    assertEquals(before.owner(), after.owner());
    assertEquals(files, onlooker.files());
    claimant.must("attach seg 1");
    long next = owner.must("write seg 8").number(0);
    assertEquals(before.activity().version() + 2, next);
    assertEquals(8, claimant.must("read seg").number(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldLeaveTheSegmentOfAWriterInAnotherNamespaceAloneUntilItDies(String layout) {
    Peer writer = inside();
    writer.must(Peer.create("seg", layout));
    writer.must("write seg 7");
    assertEquals(1, onlooker.info("seg").owner().pid());
    Peer claimant = outside();
    claimMustLeaveItAlone(writer, claimant, layout);

    killInNamespace(writer);

    assertEquals(4, claimant.must(Peer.create("seg", layout)).number(0));
    assertEquals(6, claimant.must("write seg 9").number(0));
    assertEquals(2, onlooker.info("seg").owner().generation());
    assertEquals(2, onlooker.files().size(), onlooker.files().toString());
    claimMustLeaveItAlone(claimant, inside(), layout);
  }

  @Test
  void shouldTellApartTwoProcessesThatAreBothNumberOne() {
    Peer one = inside();
    Peer two = inside();
    one.must(Peer.create("seg"));
    one.must("write seg 7");
    claimMustLeaveItAlone(one, two, "slotted");
    two.must(Peer.create("other"));
    assertEquals(1, onlooker.info("seg").owner().pid());
    assertEquals(1, onlooker.info("other").owner().pid());

    // Its heir has the same path of its own, and wants another size: a new file in its place.
    killInNamespace(one);
    two.must("create seg slotted 8192 peer 0");
    assertEquals(2, onlooker.info("seg").owner().generation());
    two.must("write seg 9");
    assertEquals(9, two.must("read seg").number(0));
    two.must("close seg");
    two.must("close other");
    assertEquals(List.of(), onlooker.files());
  }

  @Test
  void shouldTakeOverFromADeadWriterWhosePidIsAnotherLivingProcess() {
    EvoTool tool = new EvoTool(JavaProgram.brief(), directory);
    try (ReusedPid reused = ReusedPid.start(NAMESPACE, tool.command("write", "seg"))) {
      await().atMost(PATIENCE).until(() -> !onlooker.list().segments().isEmpty());
      await().atMost(PATIENCE).until(() -> onlooker.info("seg").activity().version() > 0);
      SegmentInfo alive = onlooker.info("seg");
      assertEquals(reused.pid(), alive.owner().pid());
      assertEquals(Liveness.ALIVE, alive.owner().liveness());
      reused.reuse();
      SegmentInfo dead = onlooker.info("seg");
      assertEquals(Liveness.DEAD, dead.owner().liveness());

      // In the namespace of the dead: there its recorded pid is a living process.
      Peer heir = peer(reused.inside());
      assertEquals(dead.activity().version(), heir.must(Peer.create("seg")).number(0));
      heir.must("write seg 9");
      assertEquals(2, onlooker.info("seg").owner().generation());
      assertTrue(onlooker.info("seg").owner().pid() != reused.pid());
      heir.must("close seg");
      assertEquals(List.of(), onlooker.files());
    }
  }

  @Test
  void shouldCleanUpAfterADeadWriterWhosePidIsAnotherLivingProcess() {
    EvoTool tool = new EvoTool(JavaProgram.brief(), directory);
    try (ReusedPid reused = ReusedPid.start(NAMESPACE, tool.command("write", "seg"))) {
      await().atMost(PATIENCE).until(() -> !onlooker.list().segments().isEmpty());
      Peer cleaner = peer(reused.inside());
      assertEquals("[]", cleaner.must("clean 0").word(0));
      reused.reuse();

      await().atMost(PATIENCE).until(() -> cleaner.must("clean 0").word(0).equals("[seg]"));
      assertEquals(List.of(), onlooker.files());
    }
  }
}
