// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.evo.shm.itests.ChildProcess;
import org.evo.shm.itests.runtime.EvoShm.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeRunIT {

  private static final String SEGMENT = "phys_input_io";
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir static Path installation;

  private static Path script;

  @TempDir(factory = MemoryDirectoryFactory.class)
  Path directory;

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

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void shouldPublishUntilASignalAndLeaveNothing(String signal) {
    try (ChildProcess run = evo.run()) {
      awaitUp(run);
      long before = evo.versionOf(SEGMENT);
      await().atMost(PATIENCE).until(() -> evo.versionOf(SEGMENT) > before);

      run.signal(signal);

      assertEndedWell(run);
    }
  }

  @Test
  void shouldEndWellWhenSignalsComeTooOften() {
    try (ChildProcess run = evo.run()) {
      awaitUp(run);

      for (String signal : List.of("INT", "INT", "TERM", "INT")) {
        run.signal(signal);
      }

      assertEndedWell(run);
    }
  }

  @Test
  void shouldEndWellWhenASignalComesBeforeItIsUp() {
    try (ChildProcess run = evo.run()) {
      await().atMost(PATIENCE).until(() -> Files.exists(evo.lock("default")));

      run.signal("TERM");

      assertEndedWell(run);
    }
  }

  @Test
  void shouldEndByItselfAfterTheTimeGiven() {
    try (ChildProcess run = evo.run("--for", "0.5")) {
      assertEndedWell(run);
      assertEquals(1, run.out().size(), run.transcript());
    }
  }

  @Test
  void shouldSayWhatItRunsAndWhere() {
    try (ChildProcess run = evo.run("--instance", "press-7")) {
      JsonObject summary = awaitUp(run);

      assertEquals("press-7", summary.get("instance").getAsString());
      assertEquals(run.pid(), summary.get("pid").getAsLong());
      assertEquals(directory.toString(), summary.get("directory").getAsString());
      assertEquals(evo.conf().toString(), summary.get("conf").getAsString());
      assertTrue(Files.exists(Path.of(summary.get("log").getAsString())));
      JsonObject module = summary.getAsJsonArray("modules").get(0).getAsJsonObject();
      assertEquals("hal", module.get("name").getAsString());
      assertEquals("RUNNING", module.get("state").getAsString());
    }
  }

  @Test
  void shouldSayInTheLogWhatBecomesOfAConfiguration() throws IOException {
    try (ChildProcess run = evo.run("--modules", "hal,control,recipe,liaison")) {
      Path log = Path.of(awaitUp(run).get("log").getAsString());
      Path file = evo.conf().resolve("org.evo.shm.discovery.cfg");
      // Nobody mistyped what the product itself puts there.
      assertFalse(Files.readString(log).contains("nobody knows"), Files.readString(log));

      Files.writeString(file, "updatedMs = 200\nscanMS = 7\n");
      String source = "configuration org.evo.shm.discovery (" + file + ") ";
      awaitLogged(log, source + "is in force: updatedMs 1000 -> 200");
      awaitLogged(
          log, source + "has keys that nobody knows, they are ignored: 'scanMS' (is scanMs");
      Files.writeString(file, "updatedMs = 300\nscanMs = 7\n");
      awaitLogged(log, source + "is refused, in force stays updatedMs = 200, else what is default");
    }
  }

  private static void awaitLogged(Path log, String text) {
    await().atMost(PATIENCE).until(() -> Files.readString(log).contains(text));
  }

  @Test
  void shouldTellPeopleWhatToTypeNext() {
    Result run =
        evo.call("run", "--for", "0.2", "--modules", "hal", "--conf", evo.conf().toString());

    assertEquals(0, run.exit(), run.toString());
    String command = script + " --dir " + directory + " watch " + SEGMENT;
    assertTrue(run.out().stream().anyMatch(line -> line.strip().equals(command)), run.toString());
    assertEquals(List.of(), run.err());
  }

  @Test
  void shouldRunRecipesAloneAndSayWhatIsMissing() {
    try (ChildProcess run = evo.run("--modules", "recipe")) {
      JsonObject summary = awaitUp(run);

      JsonObject module = summary.getAsJsonArray("modules").get(0).getAsJsonObject();
      assertEquals("DEGRADED", module.get("state").getAsString());
      assertTrue(Files.exists(evo.conf().resolve("recipes/demo.json")));
      JsonObject values = evo.valueOf("phys_output_io");
      assertEquals(6, values.get("header.module_fault").getAsInt());
      assertEquals(0, values.get("axis_output.control_time_ns").getAsLong());
      run.signal("TERM");
      assertEquals(0, run.awaitExit(), run.transcript());
      assertEquals(List.of(), evo.files());
    }
  }

  @Test
  void shouldRefuseASecondRunOfTheSameInstance() {
    try (ChildProcess run = evo.run()) {
      awaitUp(run);

      Result second = evo.call("run", "--conf", evo.conf().toString());

      assertEquals(1, second.exit());
      assertTrue(second.complaint().contains("pid " + run.pid()), second.toString());
      assertTrue(second.complaint().contains("--instance"), second.toString());
      assertTrue(Files.exists(evo.lock("default")));
      assertTrue(run.isAlive());
    }
  }

  @Test
  void shouldRefuseAModuleThatRunsElsewhere() {
    try (ChildProcess run = evo.run()) {
      awaitUp(run);
      List<String> before = evo.files();

      Result second = evo.call("run", "--instance", "other", "--conf", evo.conf().toString());

      assertEquals(1, second.exit());
      assertTrue(second.complaint().contains("pid " + run.pid()), second.toString());
      assertTrue(second.complaint().contains("--modules"), second.toString());
      assertEquals(before, evo.files());
      assertFalse(Files.exists(evo.lock("other")));
    }
  }

  @Test
  void shouldRunWithoutModulesBesideAnotherInstance() {
    try (ChildProcess run = evo.run();
        ChildProcess bare = evo.run("--instance", "bare", "--modules", "", "--for", "0.2")) {
      awaitUp(run);

      assertEquals(0, bare.awaitExit(), bare.transcript());
      assertEquals(0, awaitUp(bare).getAsJsonArray("modules").size());
      assertTrue(run.isAlive());
    }
  }

  @Test
  void shouldTakeOverFromAnInstanceThatWasKilled() {
    try (ChildProcess killed = evo.run()) {
      awaitUp(killed);
      killed.kill();
    }
    assertTrue(Files.exists(evo.lock("default")));
    long version = evo.versionOf(SEGMENT);

    try (ChildProcess run = evo.run()) {
      awaitUp(run);
      await().atMost(PATIENCE).until(() -> evo.versionOf(SEGMENT) > version);
      run.signal("TERM");
      assertEndedWell(run);
    }
  }

  @Test
  void shouldRefuseAnUnknownModuleWithTheListOfThoseThereAre() {
    Result run = evo.call("run", "--modules", "hal,robot");

    assertEquals(2, run.exit());
    assertTrue(run.complaint().contains("'robot'"), run.toString());
    assertTrue(run.complaint().contains("choose from: hal"), run.toString());
  }

  @Test
  void shouldRefuseADirectoryThatIsNotThere() {
    Result run = evo.call("run", "--dir", directory.resolve("absent").toString(), "--json");

    assertEquals(1, run.exit());
    assertEquals("NotFound", errorCode(run));
    assertFalse(Files.exists(evo.lock("default")));
  }

  @Test
  void shouldRefuseAConfigurationForAnotherDirectory() throws IOException {
    Files.createDirectories(evo.conf());
    Files.writeString(evo.conf().resolve("org.evo.shm.core.cfg"), "directory = /dev/shm/other\n");

    Result run = evo.call("run", "--conf", evo.conf().toString(), "--json");

    assertEquals(1, run.exit());
    assertEquals("RuntimeFailed", errorCode(run));
  }

  @Test
  void shouldNeverOverwriteAConfiguration() throws IOException {
    Path file = evo.conf().resolve("org.evo.shm.hal.cfg");
    Files.createDirectories(evo.conf());
    Files.writeString(file, "publishHz = 50\n");

    try (ChildProcess run = evo.run("--for", "0.2")) {
      assertEndedWell(run);
    }

    assertEquals("publishHz = 50\n", Files.readString(file));
    assertTrue(Files.exists(evo.conf().resolve("org.evo.shm.core.cfg")));
  }

  @Test
  void shouldApplyAConfigurationThatChangesWhileItRuns() throws IOException {
    try (ChildProcess run = evo.run()) {
      awaitUp(run);
      assertFalse(configurationRejected());

      Files.writeString(evo.conf().resolve("org.evo.shm.hal.cfg"), "publishHz = 123456789\n");

      await().atMost(PATIENCE).until(this::configurationRejected);
      assertTrue(run.isAlive());
    }
  }

  @Test
  void shouldSayWhyABundleDoesNotStart(@TempDir Path broken) throws IOException {
    EvoShm evoBroken = new EvoShm(Archive.unpack(broken), directory, work);
    try (var bundles = Files.newDirectoryStream(broken.resolve("bundles"), "shm-api-[0-9]*")) {
      for (Path bundle : bundles) {
        Files.delete(bundle);
      }
    }

    Result run = evoBroken.call("run", "--conf", evo.conf().toString());

    assertEquals(1, run.exit());
    assertTrue(run.complaint().contains("osgi.wiring.package=org.evo.shm"), run.toString());
    assertEquals(List.of(), run.out());
    assertEquals(List.of(), evo.files());
    assertFalse(Files.exists(evo.lock("default")));
  }

  private JsonObject awaitUp(ChildProcess run) {
    await().atMost(PATIENCE).until(() -> !run.out().isEmpty() || !run.isAlive());
    assertEquals(1, run.out().size(), run.transcript());
    return JsonParser.parseString(run.out().get(0)).getAsJsonObject();
  }

  private void assertEndedWell(ChildProcess run) {
    assertEquals(0, run.awaitExit(), run.transcript());
    assertEquals(List.of(), run.err());
    assertEquals(List.of(), evo.files());
    assertFalse(Files.exists(evo.lock("default")));
  }

  private boolean configurationRejected() {
    return evo.valueOf(SEGMENT).get("header.config_rejected").getAsBoolean();
  }

  private static String errorCode(Result run) {
    return run.json().getAsJsonObject("error").get("code").getAsString();
  }
}
