// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers that /proc does not show, as where it is mounted with hidepid: those of other users, and
 * those of the same user that have a capability more. Not to be seen is not to be dead.
 */
class HiddenProcessesIT {

  private static final int OWNER = 61001;
  private static final int OPERATOR = 61002;
  private static final int GROUP = 61500;
  private static final Surroundings WRITING = Surroundings.SAME.userWith("sys_nice", OWNER, GROUP);
  private static final Surroundings HIDDEN = Surroundings.SAME.hiddenProcesses();

  @TempDir static Path programs;

  private static JavaProgram java;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private final List<Peer> peers = new ArrayList<>();

  @BeforeAll
  static void prepare() {
    // Older kernels have one set of options for all that is mounted: it would be the machine's.
    assumeFalse(System.getProperty("os.version").matches("([1-4]|5\\.[0-7])\\..*"));
    assumeTrue(
        WRITING.available() && HIDDEN.user(OWNER, GROUP).available(),
        "needs root, setpriv to become other users, and the right to mount");
    java = JavaProgram.brief().copiedTo(programs);
  }

  @BeforeEach
  void openToAll() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
  }

  @AfterEach
  void end() {
    peers.forEach(Peer::close);
  }

  private Peer peer(Surroundings surroundings, String group, String trusted) {
    Peer peer = Peer.start(java.in(surroundings), directory, group, trusted);
    peers.add(peer);
    return peer;
  }

  private Peer writer() {
    return peer(WRITING, Integer.toString(GROUP), "-");
  }

  /** Of the writer's user, but does not see it. */
  private Peer blindHeir() throws Exception {
    Path shown = Path.of("/proc", Long.toString(peers.get(0).process().workerPid()));
    assertTrue(Files.exists(shown));
    List<String> look = HIDDEN.user(OWNER, OWNER).around(List.of("test", "-e", shown.toString()));
    assertEquals(1, new ProcessBuilder(look).start().waitFor());
    return peer(HIDDEN.user(OWNER, OWNER), "-", "-");
  }

  private EvoTool blindTool(int uid, int... groups) {
    return new EvoTool(java.in(HIDDEN.user(uid, uid, groups)), directory);
  }

  @Test
  void shouldNeitherTakeOverNorRemoveWhatAWriterOwnsThatIsNotShown() throws Exception {
    Peer writer = writer();
    writer.must(Peer.create("seg"));
    writer.must("write seg 7");
    List<String> files = new Onlooker(directory).files();
    Peer heir = blindHeir();

    Peer.Answer claim = heir.ask(Peer.create("seg"));
    assertEquals("SegmentBusy", claim.code(), claim.text());
    assertEquals("[]", heir.must("clean 0").word(0));
    EvoTool.Result validated = blindTool(OWNER).run("validate", "--repair");
    assertEquals(0, validated.exit(), validated.transcript());
    assertEquals(files, new Onlooker(directory).files());
    assertEquals(4, writer.must("write seg 8").number(0));

    writer.kill();
    heir.must(Peer.create("seg"));
    assertEquals(6, heir.must("write seg 9").number(0));
  }

  @Test
  void shouldNotTakeOverInCWhatAWriterOwnsThatIsNotShown() {
    CPeer program = CPrograms.peer(programs);
    List<String> claim = new ArrayList<>(List.of(program.executable().toString(), "write"));
    claim.addAll(List.of(directory.toString(), "seg", "slotted", "4096", "4", "10", "0"));
    Peer writer = writer();
    writer.must(Peer.create("seg"));
    try (ChildProcess heir = ChildProcess.start(HIDDEN.user(OWNER, OWNER).around(claim))) {
      assertEquals(1, heir.awaitExit(), heir.transcript());
    }
    assertEquals(2, writer.must("write seg 8").number(0));
    writer.kill();
    try (ChildProcess heir = ChildProcess.start(HIDDEN.user(OWNER, OWNER).around(claim))) {
      assertEquals(0, heir.awaitExit(), heir.transcript());
    }
  }

  @Test
  void shouldKeepWhatIsParkedByAProcessThatIsNotShown() throws Exception {
    Peer writer = writer();
    writer.must(Peer.create("seg"));
    writer.must("park seg 600000");
    Peer heir = blindHeir();

    Peer.Answer claim = heir.ask(Peer.create("seg"));
    assertEquals("SegmentBusy", claim.code(), claim.text());
    assertEquals("[]", heir.must("clean 0").word(0));
    writer.must(Peer.create("seg"));

    writer.must("park seg 600000");
    writer.kill();
    heir.must(Peer.create("seg"));
  }

  @Test
  void shouldShowTheWritersOfOthersAsAliveToTheGroup() {
    Peer writer = writer();
    writer.must(Peer.create("seg"));
    writer.must("write seg 7");
    EvoTool tool = blindTool(OPERATOR, GROUP);

    EvoTool.Result alive = tool.run("info", "seg", "--trust=" + OWNER);
    assertEquals(0, alive.exit(), alive.transcript());
    assertTrue(alive.json().get("writerAlive").getAsBoolean(), alive.transcript());
    writer.kill();
    EvoTool.Result dead = tool.run("info", "seg", "--trust=" + OWNER);
    assertFalse(dead.json().get("writerAlive").getAsBoolean(), dead.transcript());
  }

  /** They take no lock, so that nothing but a look into every process proves that they are gone. */
  @Test
  void shouldLeaveFilesOfExistingProcessesAloneWhereSomeAreNotShown() throws Exception {
    Path foreign = ForeignFile.create(directory, "foreign");
    Path renamed = foreign.resolveSibling("evo_foreign_4194303");
    Files.move(foreign, renamed);
    Files.setAttribute(renamed, "unix:uid", OWNER);
    Peer heir = peer(HIDDEN.user(OWNER, OWNER), "-", "-");

    assertEquals("[]", heir.must("clean 0").word(0));
    assertTrue(Files.exists(renamed));
  }
}
