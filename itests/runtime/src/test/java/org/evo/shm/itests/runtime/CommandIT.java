// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.itests.ChildProcess;
import org.evo.shm.itests.Surroundings;
import org.evo.shm.itests.runtime.EvoShm.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands from a second terminal, to an instance that has nothing but the liaison. */
class CommandIT {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String SEGMENT = "commands_config";

  @TempDir static Path installation;

  private static Path script;

  @TempDir(factory = MemoryDirectoryFactory.class)
  Path directory;

  /** In a short place: the path of a socket has 107 bytes. */
  @TempDir Path work;

  private EvoShm evo;

  @BeforeAll
  static void unpack() {
    script = Archive.unpack(installation);
  }

  @BeforeEach
  void prepare() {
    evo = new EvoShm(script, directory, work);
  }

  @Test
  void shouldAnswerEachCommandAndLeaveNothing() {
    try (ChildProcess run = liaison()) {
      Result status = evo.call("command", "status", "--json");
      assertEquals(0, status.exit(), status.toString());
      assertEquals("LIVE", segment(status.json(), SEGMENT).get("freshness").getAsString());
      assertEquals(
          "ABSENT", segment(status.json(), "control_state").get("freshness").getAsString());

      Result move = evo.call("command", "move", "0", "-5");
      assertEquals(1, move.exit(), move.toString());
      assertTrue(move.complaint().contains("move: unreachable: control does not run"));
      assertEquals(1, evo.call("command", "move", "9", "1").exit());
      assertEquals(2, evo.call("command", "move", "0").exit());
      assertEquals(0, evo.valueOf(SEGMENT).get("command.newest_sequence").getAsLong());

      run.signal("TERM");
      assertEquals(0, run.awaitExit(), run.transcript());
    }
    assertEquals(List.of(), evo.files());
    assertFalse(Files.exists(socket()));
    Result late = evo.call("command", "reset");
    assertEquals(1, late.exit());
    assertTrue(late.complaint().contains("NotRunning"), late.toString());
  }

  @Test
  void shouldKeepTheEmergencyStopWhenItIsKilledAndComesBack() {
    long epochNs;
    try (ChildProcess killed = liaison()) {
      Result stop = evo.call("command", "estop", "--reason", "smoke");
      assertEquals(1, stop.exit(), "nobody runs who could answer: " + stop);
      assertTrue(stop.complaint().contains("the emergency stop is set"), stop.toString());
      epochNs = evo.valueOf(SEGMENT).get("command.epoch_ns").getAsLong();
      killed.kill();
    }
    assertTrue(Files.exists(socket()), "a killed process leaves its socket");

    try (ChildProcess run = liaison()) {
      JsonObject values = evo.valueOf(SEGMENT);
      assertTrue(values.get("emergency_stop.active").getAsBoolean());
      assertEquals("smoke", values.get("emergency_stop.reason").getAsString());
      assertTrue(values.get("command.epoch_ns").getAsLong() > epochNs);
      assertEquals(0, values.get("command.newest_sequence").getAsLong());
      assertEquals(0, evo.call("command", "status").exit());
      assertTrue(run.isAlive());
    }
  }

  @Test
  void shouldAnswerManyCallsAtATime() {
    try (ChildProcess run = liaison()) {
      List<ChildProcess> calls = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        calls.add(evo.start("command", "status", "--json"));
      }
      for (ChildProcess call : calls) {
        assertEquals(0, call.awaitExit(), call.transcript());
      }
      assertTrue(run.isAlive());
    }
  }

  @Test
  void shouldBeThereForItsOwnUserAlone() throws IOException {
    try (ChildProcess run = liaison()) {
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
      Surroundings stranger = Surroundings.SAME.user(65534, 65534);
      assumeTrue(stranger.available(), "needs to become another user, which root may");
      open(installation);
      Path instance = socket().getParent();

      close(instance);
      assertRefused(evo.callIn(stranger, "command", "status"), "another user");
      for (Path each = instance; each.startsWith(work); each = each.getParent()) {
        open(each);
      }
      assertRefused(evo.callIn(stranger, "command", "status"), "user " + Files.getOwner(socket()));
      assertRefused(evo.callIn(stranger, "command", "estop"), "user " + Files.getOwner(socket()));
      assertFalse(evo.valueOf(SEGMENT).get("emergency_stop.active").getAsBoolean());
      assertTrue(run.isAlive());
    }
  }

  private static void assertRefused(Result result, String owner) {
    assertEquals(1, result.exit(), result.toString());
    assertTrue(result.complaint().contains("NotAllowed"), result.toString());
    assertTrue(result.complaint().contains("is there for " + owner + " alone"), result.toString());
  }

  private static void open(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void close(Path directory) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
  }

  private ChildProcess liaison() {
    ChildProcess run = evo.run("--modules", "liaison");
    await()
        .atMost(PATIENCE)
        .until(() -> (!run.out().isEmpty() && Files.exists(socket())) || !run.isAlive());
    assertTrue(run.isAlive(), run.transcript());
    return run;
  }

  private Path socket() {
    return evo.lock("default").resolveSibling("command");
  }

  private static JsonObject segment(JsonObject status, String name) {
    for (var each : status.getAsJsonArray("segments")) {
      if (each.getAsJsonObject().get("name").getAsString().equals(name)) {
        return each.getAsJsonObject();
      }
    }
    throw new AssertionError("no segment " + name + " in " + status);
  }
}
