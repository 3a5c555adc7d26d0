// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code cleanup} where several users meet, where it may do nothing, and where there is no room.
 */
class CleanupRightsIT {

  private static final int OWNER = 61001;
  private static final int STRANGER = 61003;
  private static final long SIZE_BYTES = 64 * 4096;

  @TempDir static Path programs;

  private static JavaProgram java;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @BeforeAll
  static void copyPrograms() {
    assumeTrue(user(OWNER).available(), "needs root, and setpriv to become other users");
    java = JavaProgram.brief().copiedTo(programs);
  }

  @BeforeEach
  void openToAll() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
  }

  private static Surroundings user(int uid) {
    return Surroundings.SAME.user(uid, uid);
  }

  private EvoTool toolOf(int uid) {
    return new EvoTool(java.in(user(uid)), directory);
  }

  /** Of the user; returns its data file. */
  private Path orphan(int uid, String name) {
    try (Peer writer = Peer.start(java.in(user(uid)), directory)) {
      writer.must(Peer.create(name));
      writer.must("write " + name + " 7");
      writer.kill();
      return directory.resolve("evo_peer_" + name + "_" + writer.process().pid());
    }
  }

  private static JsonObject onlyKept(EvoTool.Result result) {
    JsonArray kept = result.json().getAsJsonArray("kept");
    assertEquals(1, kept.size(), result.transcript());
    return kept.get(0).getAsJsonObject();
  }

  @Test
  void shouldLeaveWhatAnotherUserPlantedAndSayWhose() throws IOException {
    Path mine = orphan(OWNER, "seg");
    Path planted = directory.resolve("evo_peer_seg_99999");
    Files.copy(mine, planted);
    Files.setAttribute(planted, "unix:uid", STRANGER);
    Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rw-rw-rw-"));

    EvoTool.Result result = toolOf(OWNER).run("cleanup", "--grace", "0", "--emergency");

    assertEquals(0, result.exit(), result.transcript());
    assertTrue(Files.exists(planted));
    assertFalse(Files.exists(mine));
    assertEquals(planted.toString(), onlyKept(result).get("file").getAsString());
    assertTrue(
        onlyKept(result).get("reason").getAsString().contains("user " + STRANGER),
        result.transcript());
  }

  /** Root may remove everything, and so removes only what is its own. */
  @Test
  void shouldLeaveTheSegmentsOfOtherUsersAlsoAsRoot() {
    orphan(OWNER, "seg");
    List<String> files = new Onlooker(directory).files();

    EvoTool.Result result =
        new EvoTool(JavaProgram.brief(), directory).run("cleanup", "--emergency");

    assertEquals(0, result.exit(), result.transcript());
    assertEquals(0, result.json().getAsJsonArray("removed").size());
    assertTrue(result.transcript().contains("user " + OWNER), result.transcript());
    assertEquals(files, new Onlooker(directory).files());
  }

  @Test
  void shouldSayThatADirectoryMayNotBeLookedInto() throws IOException {
    Files.setAttribute(directory, "unix:mode", 0700);

    EvoTool.Result refused = toolOf(OWNER).run("cleanup");

    assertEquals(1, refused.exit(), refused.transcript());
    assertEquals("PermissionDenied", refused.errorCode());
  }

  @Test
  void shouldSayThatItMayRemoveNothingHere() throws IOException {
    Path mine = orphan(OWNER, "seg");
    Files.setAttribute(directory, "unix:mode", 0755);

    EvoTool.Result refused = toolOf(OWNER).run("cleanup", "--grace", "0");

    assertEquals(1, refused.exit(), refused.transcript());
    assertFalse(refused.json().get("complete").getAsBoolean());
    assertEquals("seg", onlyKept(refused).get("name").getAsString());
    assertTrue(
        onlyKept(refused).get("reason").getAsString().contains("permission denied"),
        refused.transcript());
    assertTrue(Files.exists(mine));
  }

  @Test
  void shouldMakeRoomWhereThereIsNoneLeft(@TempDir Path mountPoint) throws IOException {
    Surroundings mounted = Surroundings.SAME.newFileSystem(mountPoint.toString(), SIZE_BYTES);
    assumeTrue(mounted.available(), "needs the right to mount a tmpfs");
    try (Peer host = Peer.start(JavaProgram.brief().in(mounted), mountPoint)) {
      host.must("clock");
      JavaProgram beside =
          JavaProgram.brief().in(Surroundings.SAME.fileSystemsOf(host.process().pid()));
      try (Peer writer = Peer.start(beside, mountPoint)) {
        writer.must(Peer.create("seg"));
        writer.must("write seg 7");
        writer.kill();
      }
      Path inside = Path.of("/proc/" + host.process().pid() + "/root" + mountPoint);
      fill(inside.resolve("filler"));
      assertEquals("ResourceExhausted", host.ask(Peer.create("more")).code());

      EvoTool.Result result = new EvoTool(beside, mountPoint).run("cleanup", "--grace", "0");

      assertEquals(0, result.exit(), result.transcript());
      assertEquals("[\"seg\"]", result.json().getAsJsonArray("removed").toString());
      assertEquals(List.of("filler"), new Onlooker(inside).files());
      host.must(Peer.create("more"));
    }
  }

  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(new byte[4096]);
      }
    } catch (IOException full) {
      long left = Files.getFileStore(filler.getParent()).getUnallocatedSpace();
      assertEquals(0, left, full.getMessage());
    }
  }
}
