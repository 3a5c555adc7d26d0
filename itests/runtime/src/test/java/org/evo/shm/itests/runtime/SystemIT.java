// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.evo.shm.itests.ChildProcess;
import org.evo.shm.itests.JavaRuntime;
import org.evo.shm.itests.runtime.EvoShm.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All modules, in one process and in two, which are killed while a recipe moves an axis. */
class SystemIT {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String MACHINE = "machine";
  private static final String OFFICE = "office";
  private static final String ALL = "hal,control,recipe,liaison";

  private static final int RECIPE_RUNNING = 1;
  private static final int RECIPE_COMPLETED = 6;
  private static final int RECIPE_FAULT = 7;
  private static final int AXIS_DISABLED = 0;
  private static final int AXIS_FAULT = 6;
  private static final int OUTPUT_STALE = 2;

  /** The sample may be over before a busy machine has come to a kill. */
  private static final String ENDLESS =
      """
      {
        "format": 1,
        "description": "Moves axis 0 there and back until it is stopped.",
        "main": [
          {"do": "enable", "axis": 0, "timeoutMs": 60000},
          {
            "do": "if", "condition": {"left": "axis[0].homed", "op": "==", "right": false},
            "then": [{"do": "home", "axis": 0, "timeoutMs": 60000}]
          },
          {
            "do": "loop", "count": 10000,
            "steps": [
              {"do": "move", "axis": 0, "positionMm": 120, "velocityMmS": 150,
               "accelerationMmS2": 800, "timeoutMs": 60000},
              {"do": "move", "axis": 0, "positionMm": 40, "velocityMmS": 200,
               "accelerationMmS2": 800, "timeoutMs": 60000}
            ]
          }
        ]
      }
      """;

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

  /** With ages that a busy machine keeps to. */
  @BeforeEach
  void prepare() throws IOException {
    evo = new EvoShm(script, directory, work);
    configure("hal", "output.maxAgeMs = 1000", "controller.maxAgeMs = 1000");
    configure(
        "control",
        "sensors.maxAgeMs = 1000",
        "requests.maxAgeMs = 1000",
        "commands.maxAgeMs = 2000",
        "axis.driveTimeoutMs = 5000",
        "axis.followingErrorMs = 1000");
    configure(
        "recipe", "control.maxAgeMs = 1000", "io.maxAgeMs = 1000", "commands.maxAgeMs = 2000");
    configure("liaison", "moduleMaxAgeMs = 1000", "answerTimeoutMs = 9000");
  }

  /** Instead of the sample, which is not written where there are recipes already. */
  private void provideEndlessRecipe() throws IOException {
    Path recipes = Files.createDirectories(evo.conf().resolve("recipes"));
    Files.writeString(recipes.resolve("endless.json"), ENDLESS);
  }

  private void configure(String module, String... lines) throws IOException {
    Files.createDirectories(evo.conf());
    Files.write(evo.conf().resolve("org.evo.shm." + module + ".cfg"), List.of(lines));
  }

  @Test
  void shouldRunTheSampleRecipeOnJava25() {
    Optional<JavaRuntime> java = JavaRuntime.installed(25);
    assumeTrue(java.isPresent(), "needs Java 25 beside this one");
    evo = evo.on(java.orElseThrow());

    shouldRunTheSampleRecipeInOneProcessAndShowItInEverySegment();
  }

  @Test
  void shouldRunTheSampleRecipeInOneProcessAndShowItInEverySegment() {
    try (ChildProcess run = evo.run("--instance", OFFICE, "--modules", ALL)) {
      awaitUp(run);

      command("recipe-start", "demo");

      awaitThat(() -> movesBy("control_state", "axis.position_mm"));
      assertEquals(RECIPE_RUNNING, number("phys_output_io", "recipe.state"));
      assertTrue(movesBy("phys_input_io", "axis.position_mm"));
      assertEquals(1, number("commands_config", "command.newest_sequence"));
      awaitThat(() -> number("phys_output_io", "recipe.state") == RECIPE_COMPLETED);
      assertTrue(element("control_state", "axis.homed").getAsBoolean());
      assertEquals(5, first("phys_input_io", "actuator.analog_out_v"), "a volt a round");
      run.signal("TERM");
      assertEquals(0, run.awaitExit(), run.transcript());
    }
    assertEquals(List.of(), evo.files());
  }

  @Test
  void shouldStandStillWhenTheProcessThatCommandsIsKilledAndGoOnOnlyByCommand() throws IOException {
    provideEndlessRecipe();
    try (ChildProcess machine = evo.run("--instance", MACHINE, "--modules", "hal,control")) {
      awaitUp(machine);
      try (ChildProcess office = evo.run("--instance", OFFICE, "--modules", "recipe,liaison")) {
        startRecipe(office);

        office.kill();

        awaitThat(() -> number("phys_input_io", "actuator.safe_reason") == OUTPUT_STALE);
        assertFalse(isEnabled());
        awaitThat(() -> first("control_state", "axis.mode") == AXIS_FAULT);
      }
      try (ChildProcess office = evo.run("--instance", OFFICE, "--modules", "recipe,liaison")) {
        awaitUp(office);
        awaitThat(() -> number("phys_input_io", "actuator.safe_reason") == 0);
        assertFalse(isEnabled());
        assertEquals(AXIS_FAULT, first("control_state", "axis.mode"));
        assertFalse(number("phys_output_io", "recipe.state") == RECIPE_RUNNING);

        command("reset");
        command("recipe-start", "endless");
        awaitThat(() -> movesBy("phys_input_io", "axis.position_mm"));
      }
      assertTrue(machine.isAlive());
    }
  }

  @Test
  void shouldStandStillWhenTheMachinesProcessIsKilledAndComesBackDisabled() throws IOException {
    provideEndlessRecipe();
    try (ChildProcess office = evo.run("--instance", OFFICE, "--modules", "recipe,liaison")) {
      try (ChildProcess machine = evo.run("--instance", MACHINE, "--modules", "hal,control")) {
        awaitUp(machine);
        startRecipe(office);

        machine.kill();

        awaitThat(() -> number("phys_output_io", "recipe.state") == RECIPE_FAULT);
        Result move = evo.call("command", "--instance", OFFICE, "move", "0", "50");
        assertEquals(1, move.exit(), move.toString());
        assertTrue(move.complaint().contains("unreachable"), move.toString());
      }
      try (ChildProcess machine = evo.run("--instance", MACHINE, "--modules", "hal,control")) {
        awaitUp(machine);
        awaitThat(() -> first("control_state", "axis.mode") == AXIS_DISABLED);
        assertFalse(isEnabled());
        assertEquals(RECIPE_FAULT, number("phys_output_io", "recipe.state"));

        command("reset");
        enableAndHome();
        command("recipe-abort");
        command("recipe-start", "endless");
        awaitThat(() -> movesBy("phys_input_io", "axis.position_mm"));
      }
    }
  }

  @Test
  void shouldStopEverythingByEmergencyStopUntilAReset() throws IOException {
    provideEndlessRecipe();
    try (ChildProcess run = evo.run("--instance", OFFICE, "--modules", ALL)) {
      startRecipe(run);

      command("estop", "--reason", "smoke");

      assertFalse(isEnabled());
      assertEquals(AXIS_FAULT, first("control_state", "axis.mode"));
      Result enable = evo.call("command", "--instance", OFFICE, "enable", "0");
      assertEquals(1, enable.exit(), enable.toString());
      command("reset");
      command("enable", "0");
      awaitThat(this::isEnabled);
    }
  }

  private void startRecipe(ChildProcess run) {
    awaitUp(run);
    enableAndHome();
    command("recipe-start", "endless");
    awaitThat(() -> movesBy("phys_input_io", "axis.position_mm"));
  }

  private void enableAndHome() {
    awaitThat(() -> evo.call("command", "--instance", OFFICE, "enable", "0", "--json").exit() == 0);
    awaitThat(this::isEnabled);
    command("home", "0");
    awaitThat(() -> element("control_state", "axis.homed").getAsBoolean());
    awaitThat(() -> first("control_state", "axis.mode") == 1);
  }

  private void command(String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "command";
    all[1] = "--instance";
    all[2] = OFFICE;
    System.arraycopy(words, 0, all, 3, words.length);
    Result result = evo.call(all);
    assertEquals(0, result.exit(), result.toString());
  }

  private static void awaitUp(ChildProcess run) {
    await().atMost(PATIENCE).until(() -> !run.out().isEmpty() || !run.isAlive());
    assertTrue(run.isAlive(), run.transcript());
  }

  private static void awaitThat(Callable<Boolean> condition) {
    await().atMost(PATIENCE).until(condition);
  }

  private boolean isEnabled() {
    return element("phys_input_io", "actuator.enabled").getAsBoolean();
  }

  /** Whether a later value is another one. */
  private boolean movesBy(String segment, String field) {
    double before = first(segment, field);
    return Math.abs(first(segment, field) - before) > 1;
  }

  private double first(String segment, String field) {
    return element(segment, field).getAsDouble();
  }

  private long number(String segment, String field) {
    return values(segment).get(field).getAsLong();
  }

  private JsonElement element(String segment, String field) {
    return values(segment).getAsJsonArray(field).get(0);
  }

  private JsonObject values(String segment) {
    return evo.valueOf(segment);
  }
}
