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
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user whom nobody knows, with no capability, no locked memory and no home. */
class OrdinaryUserIT {

  private static final int UID = 61001;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Surroundings USER =
      Surroundings.SAME.limit("memlock", 0).limit("nice", 0).limit("rtprio", 0).user(UID, UID);

  @TempDir static Path programs;

  private static JavaProgram java;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @BeforeAll
  static void copyPrograms() {
    assumeTrue(USER.available(), "needs root, and setpriv to become an ordinary user");
    java = JavaProgram.brief().copiedTo(programs).in(USER);
  }

  @BeforeEach
  void openToAll() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
  }

  private static boolean hasNoCapability(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
        .filter(line -> line.matches("Cap(Eff|Prm|Bnd|Amb):.*"))
        .allMatch(line -> line.endsWith("\t0000000000000000"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldCreateWriteReadTakeOverAndCloseAsRootDoes(String layout) throws IOException {
    try (Peer first = Peer.start(java, directory);
        Peer second = Peer.start(java, directory)) {
      first.must(Peer.create("seg", layout));
      assertTrue(hasNoCapability(first.process().pid()));
      first.must("write seg 1");
      second.must("attach seg 2");
      assertEquals(1, second.must("read seg").number(0));
      assertEquals("ALIVE", second.must("read seg").word(2));
      assertEquals("SegmentBusy", second.ask(Peer.create("seg", layout)).code());
      first.kill();
      assertEquals("DEAD", second.must("read seg").word(2));
      assertEquals(2, second.must(Peer.create("seg", layout)).number(0));
      assertEquals(4, second.must("write seg 2").number(0));
      assertEquals(2, second.must("read seg").number(0));
      second.must("close seg");
      assertEquals(List.of(), new Onlooker(directory).files());
      assertEquals(List.of(), second.process().err());
    }
  }

  @Test
  void shouldUseEveryVerbOfTheTool() {
    EvoTool tool = new EvoTool(java, directory);
    try (ChildProcess writer = tool.start("write", "seg", "--hz", "1000")) {
      await()
          .atMost(PATIENCE)
          .until(() -> !writer.isAlive() || new Onlooker(directory).files().size() == 2);
      assertEquals(0, tool.run("info", "seg").exit(), writer.transcript());
      EvoTool.Result listed = tool.run("list");
      assertEquals(1, listed.json().getAsJsonArray("segments").size(), listed.transcript());
      assertEquals(0, tool.run("watch", "seg", "--count", "1").exit());
      assertEquals(0, tool.run("top", "--count", "1").exit());
      assertEquals(0, tool.run("validate").exit());
      assertEquals(0, tool.run("cleanup", "--emergency").exit());
      EvoTool.Result repair = tool.run("validate", "seg", "--repair");
      assertEquals(0, repair.exit(), repair.transcript());
      EvoTool.Result read = tool.run("read", "seg", "--seconds", "0.5");
      assertEquals(0, read.exit(), read.transcript());
      writer.signal("TERM");
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
    assertEquals(List.of(), new Onlooker(directory).files());
  }
}
