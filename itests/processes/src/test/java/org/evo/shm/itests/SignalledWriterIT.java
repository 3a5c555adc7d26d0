// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers and readers that are stopped or killed by a signal, wherever they are. */
class SignalledWriterIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int READERS = 1000;
  private static final int READER_PROCESSES = 4;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private Onlooker onlooker;
  private Peer writer;
  private Peer other;

  @BeforeEach
  void start() {
    onlooker = new Onlooker(directory);
    writer = Peer.start(JavaProgram.brief(), directory);
    other = Peer.start(JavaProgram.brief(), directory);
  }

  @AfterEach
  void end() {
    writer.close();
    other.close();
  }

  private void stop() {
    writer.process().signal("STOP");
    await().atMost(PATIENCE).until(() -> stateOf(writer.process().pid()).equals("T"));
  }

  private static String stateOf(long pid) throws IOException {
    String stat = Files.readAllLines(Path.of("/proc/" + pid + "/stat")).get(0);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
  }

  private void nobodyElseMayHave(String layout) {
    SegmentInfo before = onlooker.info("seg");
    for (String wish : List.of(layout, layout.equals("classic") ? "slotted" : "classic")) {
      assertEquals("SegmentBusy", other.ask(Peer.create("seg", wish)).code());
    }
    SegmentInfo after = onlooker.info("seg");
    assertEquals(before.owner(), after.owner());
    assertEquals(before.file(), after.file());
    assertEquals(2, onlooker.files().size(), onlooker.files().toString());
  }

  @Test
  void shouldHoldTheLastValueWithItsAgeWhenTheWriterIsStoppedAndThenKilledInsideAWrite() {
    writer.must(Peer.create("seg"));
    writer.must("write seg 7");
    other.must("attach seg 1");
    writer.must("begin seg 8");
    stop();
    long age = other.must("read seg").number(1);
    await().atMost(PATIENCE).until(() -> other.must("read seg").number(1) > age);
    Peer.Answer stopped = other.must("read seg");
    assertEquals(7, stopped.number(0));
    assertEquals("ALIVE", stopped.word(2));
    assertTrue(onlooker.info("seg").activity().writeInProgress());
    nobodyElseMayHave("slotted");

    writer.kill();

    Peer.Answer dead = other.must("read seg");
    assertEquals(7, dead.number(0));
    assertTrue(dead.number(1) >= stopped.number(1), dead.text());
    assertEquals("DEAD", dead.word(2));
    assertEquals(2, other.must(Peer.create("seg")).number(0));
    assertEquals(4, other.must("write seg 9").number(0));
    assertEquals(9, other.must("read seg").number(0));
  }

  @Test
  void shouldCommitTheWriteInWhichItWasStoppedAsIfNothingHadBeen() {
    writer.must(Peer.create("seg"));
    writer.must("write seg 7");
    other.must("attach seg 1");
    stop();
    nobodyElseMayHave("slotted");

    writer.process().signal("CONT");

    assertEquals(4, writer.must("write seg 8").number(0));
    assertEquals(8, other.must("read seg").number(0));
  }

  @Test
  void shouldSayOfTheOnlySlotThatItsWriterDiedInsideAWriteAndNotBefore() {
    writer.must(Peer.create("seg", "classic"));
    writer.must("write seg 7");
    other.must("attach seg 1");
    writer.must("begin seg 8");
    stop();
    assertEquals("VersionConflict", other.ask("read seg").code());
    nobodyElseMayHave("classic");

    writer.kill();

    assertEquals("WriterDead", other.ask("read seg").code());
    assertEquals("WriterDead", other.ask("read seg").code());
    other.must(Peer.create("seg", "classic"));
    assertEquals("VersionConflict", other.ask("read seg").code());
    assertEquals(4, other.must("write seg 9").number(0));
    assertEquals(9, other.must("read seg").number(0));
  }

  @Test
  void shouldCountNoReaderOfAThousandWhoseProcessesWereKilled() {
    writer.must(Peer.create("seg"));
    writer.must("write seg 1");
    List<Peer> readers = new ArrayList<>();
    try {
      for (int i = 0; i < READER_PROCESSES; i++) {
        readers.add(Peer.start(JavaProgram.brief(), directory));
      }
      readers.forEach(r -> r.tell("attach seg " + READERS / READER_PROCESSES));
      readers.forEach(r -> assertTrue(r.answer().ok()));
      assertEquals(READERS, onlooker.info("seg").activity().readers());

      readers.forEach(r -> r.process().signal("KILL"));
      readers.forEach(r -> r.process().awaitExit());

      assertEquals(0, onlooker.info("seg").activity().readers());
      assertEquals(4, writer.must("write seg 2").number(0));
    } finally {
      readers.forEach(Peer::close);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldLeaveALiveSegmentAloneWhoseNameBeginsLikeThatOfADeadOne(String layout) {
    writer.must(Peer.create("foo", layout));
    writer.must("write foo 1");
    other.must(Peer.create("foo_bar", layout));
    other.must("write foo_bar 5");
    SegmentInfo bar = onlooker.info("foo_bar");
    writer.kill();
    try (Peer heir = Peer.start(JavaProgram.brief(), directory)) {
      heir.must(Peer.create("foo", layout));
      heir.must("close foo");
    }
    assertEquals(bar.owner(), onlooker.info("foo_bar").owner());
    assertEquals(4, other.must("write foo_bar 6").number(0));
    assertEquals(2, onlooker.files().size(), onlooker.files().toString());
    other.must("close foo_bar");
    assertEquals(List.of(), onlooker.files());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldBelieveNoMetadataThatIsMissingOrNamesAnotherSegment(boolean missing)
      throws IOException {
    writer.must(Peer.create("a"));
    writer.must("write a 1");
    other.must(Peer.create("b"));
    other.must("write b 5");
    SegmentInfo b = onlooker.info("b");
    writer.kill();
    Path meta = directory.resolve("evo_a.meta");
    byte[] metaOfB = onlooker.bytes("evo_b.meta");
    if (missing) {
      Files.delete(meta);
    } else {
      Files.write(meta, metaOfB);
    }
    try (Peer heir = Peer.start(JavaProgram.brief(), directory)) {
      assertEquals(2, heir.must(Peer.create("a")).number(0));
      String rebuilt = Files.readString(meta);
      assertTrue(rebuilt.contains("\"name\": \"a\""), rebuilt);
      assertTrue(rebuilt.contains("\"generation\": 2"), rebuilt);
      assertNotEquals(new String(metaOfB), rebuilt);
      heir.must("close a");
    }
    assertFalse(Files.exists(meta));
    assertArrayEquals(metaOfB, onlooker.bytes("evo_b.meta"));
    assertEquals(Liveness.ALIVE, onlooker.info("b").owner().liveness());
    assertEquals(b.file(), onlooker.info("b").file());
    assertEquals(4, other.must("write b 6").number(0));
  }

  /** Its descriptors are closed on exec, so that its owner lock ends with the writer. */
  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldBeAdoptedThoughAProgramThatTheDeadWriterStartedStillRuns(String layout)
      throws IOException {
    writer.must(Peer.create("seg", layout));
    writer.must("write seg 7");
    Path file = onlooker.info("seg").file();
    Object inode = Files.getAttribute(file, "unix:ino");
    long child = writer.must("spawn").number(0);
    try {
      writer.kill();
      assertEquals(Liveness.DEAD, onlooker.info("seg").owner().liveness());
      assertEquals(2, other.must(Peer.create("seg", layout)).number(0));
      assertEquals(inode, Files.getAttribute(file, "unix:ino"));
    } finally {
      ChildProcess.signal("KILL", child);
    }
  }
}
