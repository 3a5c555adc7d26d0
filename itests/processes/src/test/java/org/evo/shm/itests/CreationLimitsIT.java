// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes may own and create: they are refused in time, and nobody else for them. */
class CreationLimitsIT {

  private static final int ROUNDS = 15;
  private static final long AHEAD_NS = TimeUnit.MILLISECONDS.toNanos(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private Peer first;
  private Peer second;

  private void start(String limits) {
    JavaProgram limited =
        JavaProgram.brief()
            .with(
                Stream.concat(
                        JavaProgram.brief().options().stream(),
                        Stream.of("-D" + PeerMain.LIMITS_PROPERTY + "=" + limits))
                    .toList());
    first = Peer.start(limited, directory);
    second = Peer.start(limited, directory);
  }

  @AfterEach
  void end() {
    first.close();
    second.close();
  }

  private List<String> files() {
    return new Onlooker(directory).files();
  }

  private void refused(Peer peer, String name, String why) {
    List<String> before = files();
    Peer.Answer refused = peer.ask(Peer.create(name));
    assertEquals("ResourceExhausted", refused.code(), refused.text());
    assertTrue(refused.text().contains(why), refused.text());
    assertEquals(before, files());
  }

  @Test
  void shouldCountEachProcessForItself() {
    start("2,100,100,0,100");
    first.must(Peer.create("a"));
    first.must(Peer.create("b"));
    refused(first, "c", "limit.process.segments");
    second.must(Peer.create("c"));
    first.must("close a");
    first.must(Peer.create("d"));
  }

  @Test
  void shouldHaveRoomAgainWhenAProcessHasDiedAndWasCleanedUp() {
    start("100,2,100,0,100");
    first.must(Peer.create("a"));
    first.must(Peer.create("b"));
    refused(second, "c", "limit.directory.segments");
    first.kill();

    refused(second, "c", "./evo-shm cleanup");
    second.must(Peer.create("a"));
    EvoTool.Result cleaned =
        new EvoTool(JavaProgram.brief(), directory).run("cleanup", "--grace", "0");
    assertEquals(0, cleaned.exit(), cleaned.transcript());
    second.must(Peer.create("c"));
    refused(second, "b", "limit.directory.segments");
  }

  @Test
  void shouldSlowDownAProcessThatAddsNamesWithoutEnd() {
    start("100,100,5,0,100");
    int added = 0;
    Peer.Answer answer = first.ask(Peer.create("seg0"));
    while (answer.ok() && added < 100) {
      answer = first.ask(Peer.create("seg" + ++added));
    }
    assertEquals("ResourceExhausted", answer.code(), answer.text());
    assertTrue(answer.text().contains("limit.creations.per.second"), answer.text());
    second.must(Peer.create("other"));
    await().atMost(PATIENCE).until(() -> first.ask(Peer.create("later")).ok());
  }

  /**
   * Nobody is refused who would be alone; of several at the very same moment each may get in, and
   * the next one is refused.
   */
  @Test
  void shouldNeverRefuseBothWhoWantTheLastPlaceNorAddMoreThanOneForEach() {
    start("100,3,1000,0,100");
    first.must(Peer.create("a"));
    first.must(Peer.create("b"));
    for (int i = 0; i < ROUNDS; i++) {
      long atNs = System.nanoTime() + AHEAD_NS;
      first.tell("create x slotted 4096 peer " + atNs);
      second.tell("create y slotted 4096 peer " + atNs);
      boolean one = first.answer().ok();
      boolean other = second.answer().ok();

      assertTrue(one || other, "round " + i + ": both were refused");
      refused(first, "z", "limit.directory.segments");
      refused(second, "z", "limit.directory.segments");
      close(first, "x", one);
      close(second, "y", other);
    }
  }

  private static void close(Peer peer, String name, boolean open) {
    if (open) {
      peer.must("close " + name);
    }
  }
}
