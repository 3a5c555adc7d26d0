// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cleanups in a hurry, beside writers that only seem dead. */
class CleanedWritersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Surroundings NAMESPACE = Surroundings.SAME.newPidNamespace();

  @TempDir static Path programs;

  private static CPeer peer;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private Onlooker onlooker;

  @BeforeAll
  static void compile() {
    peer = CPrograms.peer(programs);
  }

  @BeforeEach
  void look() {
    onlooker = new Onlooker(directory);
  }

  /** The names that a cleanup has removed that minds neither grace nor readers. */
  private List<String> clean(Surroundings surroundings) {
    EvoTool tool = new EvoTool(JavaProgram.brief().in(surroundings), directory);
    EvoTool.Result result = tool.run("cleanup", "--emergency", "--grace=0");
    return StreamSupport.stream(result.json().getAsJsonArray("removed").spliterator(), false)
        .map(JsonElement::getAsString)
        .toList();
  }

  private void mustLeaveAlone(Surroundings surroundings) {
    List<String> files = onlooker.files();
    assertEquals(List.of(), clean(surroundings));
    assertEquals(files, onlooker.files());
  }

  private void mustRemoveAll(Surroundings surroundings, String... segments) {
    assertEquals(List.of(segments), clean(surroundings));
    assertEquals(List.of(), onlooker.files());
  }

  private ChildProcess holder() {
    ChildProcess writer = peer.start("hold", directory.toString(), "seg", "4096");
    assertEquals("ready", writer.awaitLine());
    return writer;
  }

  private static void awaitState(ChildProcess process, String state) {
    await().atMost(PATIENCE).until(() -> stateOf(process.pid()).equals(state));
  }

  private static String stateOf(long pid) throws IOException {
    String stat = Files.readAllLines(Path.of("/proc/" + pid + "/stat")).get(0);
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[0];
  }

  @Test
  void shouldLeaveAStoppedWriterAlone() {
    try (ChildProcess writer = holder()) {
      writer.signal("STOP");
      awaitState(writer, "T");
      mustLeaveAlone(Surroundings.SAME);
      writer.kill();
    }
    mustRemoveAll(Surroundings.SAME, "seg");
  }

  @Test
  void shouldLeaveAWriterAloneWhoseFirstThreadHasEnded() {
    try (ChildProcess writer = holder()) {
      writer.say("leave");
      awaitState(writer, "Z");
      mustLeaveAlone(Surroundings.SAME);
      writer.kill();
    }
    mustRemoveAll(Surroundings.SAME, "seg");
  }

  @Test
  void shouldLeaveAWriterWithAnHeirAloneUntilTheWriterIsDead() {
    try (ChildProcess writer = peer.start("heir", directory.toString(), "seg", "owner")) {
      long heir = Long.parseLong(writer.awaitLine().split(" ")[1]);
      try {
        mustLeaveAlone(Surroundings.SAME);
        writer.kill();
        mustRemoveAll(Surroundings.SAME, "seg");
        assertTrue(ProcessHandle.of(heir).orElseThrow().isAlive());
      } finally {
        ChildProcess.signal("KILL", heir);
      }
    }
  }

  @Test
  void shouldLeaveTheWritersOfOtherNamespacesAloneUntilTheyAreDead() {
    assumeTrue(NAMESPACE.available(), "needs root, and the right to make PID namespaces");
    try (Peer outside = Peer.start(JavaProgram.brief(), directory);
        Peer inside = Peer.start(JavaProgram.brief().in(NAMESPACE), directory)) {
      outside.must(Peer.create("outer"));
      inside.must(Peer.create("inner"));
      assertEquals(1, onlooker.info("inner").owner().pid());
      mustLeaveAlone(Surroundings.SAME);
      // There it is process 1 itself, as the writer is in its own.
      mustLeaveAlone(NAMESPACE);

      ChildProcess.signal("KILL", inside.process().workerPid());
      inside.process().awaitExit();
      assertEquals(List.of("inner"), clean(Surroundings.SAME));
      outside.kill();
      mustRemoveAll(NAMESPACE, "outer");
    }
  }
}
