// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.evo.shm.Liveness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A writer in C that forks: what the child inherits is not its own. */
class ForkedChildIT {

  @TempDir static Path programs;

  private static CPeer c;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @BeforeAll
  static void compile() {
    c = CPrograms.peer(programs);
  }

  @ParameterizedTest
  @CsvSource({"slotted,exit", "slotted,close", "classic,exit", "classic,close"})
  void shouldKeepTheFilesOfAWriterWhoseForkedChildEnds(String layout, String end) {
    Onlooker onlooker = new Onlooker(directory);
    try (ChildProcess parent = c.start("fork", directory.toString(), "seg", layout, end);
        Peer other = Peer.start(JavaProgram.brief(), directory)) {
      assertEquals("child 0", parent.awaitLine());
      assertEquals(Liveness.ALIVE, onlooker.info("seg").owner().liveness());
      assertEquals(parent.pid(), onlooker.info("seg").owner().pid());
      assertEquals("SegmentBusy", other.ask(Peer.create("seg", layout)).code());
      other.must("attach seg 1");
      assertEquals(1, other.must("read seg").number(0));
      assertEquals(2, onlooker.files().size(), onlooker.files().toString());
      parent.signal("TERM");
      assertEquals(0, parent.awaitExit(), parent.transcript());
    }
    assertEquals(List.of(), onlooker.files());
  }
}
