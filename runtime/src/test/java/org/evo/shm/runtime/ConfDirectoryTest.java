// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.evo.shm.recipe.load.RecipeDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfDirectoryTest {

  private static final String LOGGING = "org.ops4j.pax.logging.cfg";

  @TempDir Path work;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.evo.shm.core.cfg",
        "org.evo.shm.cycle.cfg",
        "org.evo.shm.discovery.cfg",
        "org.evo.shm.cleanup.cfg",
        "org.evo.shm.reader-NAME.cfg.example",
        "org.evo.shm.writer-NAME.cfg.example"
      })
  void shouldCreateFilesWhoseDefaultsAreComments(String name) throws IOException {
    Path conf = work.resolve("new/conf");

    ConfDirectory.fill(conf);

    String text = Files.readString(conf.resolve(name));
    assertTrue(text.lines().allMatch(line -> line.isEmpty() || line.startsWith("#")), text);
    assertTrue(text.lines().anyMatch(line -> line.matches("# [A-Za-z.]+ =.*")), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hal | output.maxAgeMs = 500, controller.maxAgeMs = 500",
        "control | sensors.maxAgeMs = 500, requests.maxAgeMs = 500, axis.followingErrorMs = 100,"
            + " axis.driveTimeoutMs = 1000",
        "recipe | control.maxAgeMs = 500, io.maxAgeMs = 500",
        "liaison | moduleMaxAgeMs = 500"
      })
  void shouldGiveTheModulesTimeOnADeskAndLeaveAllElseAtItsDefault(String module, String settings)
      throws IOException {
    ConfDirectory.fill(work);

    List<String> lines = Files.readAllLines(work.resolve("org.evo.shm." + module + ".cfg"));
    assertEquals(
        List.of(settings.split(", ")),
        lines.stream().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList());
    assertTrue(lines.stream().anyMatch(line -> line.matches("# [A-Za-z.]+ =.*")));
    assertTrue(lines.stream().anyMatch(line -> line.contains("efault")));
  }

  @Test
  void shouldCreateAConfigurationOfTheLogsThatIsNoDebugging() throws IOException {
    ConfDirectory.fill(work);

    assertEquals("info", properties(work.resolve(LOGGING)).get("log4j2.rootLogger.level"));
  }

  @Test
  void shouldLeaveWhatIsThereAsItIs() throws IOException {
    Path file = Files.writeString(work.resolve("org.evo.shm.hal.cfg"), "mine = 1\n");

    ConfDirectory.fill(work);
    ConfDirectory.fill(work);

    assertEquals("mine = 1\n", Files.readString(file));
  }

  @Test
  void shouldGiveSampleRecipesThatAreGood() throws Exception {
    ConfDirectory.fill(work);

    RecipeDirectory recipes = new RecipeDirectory(work.resolve(ConfDirectory.RECIPES));
    for (String sample : List.of("demo", "blink")) {
      assertEquals(sample, recipes.load(sample).name());
    }
  }

  @Test
  void shouldNotBringBackASampleThatWasDeleted() throws IOException {
    ConfDirectory.fill(work);
    Path sample = work.resolve(ConfDirectory.RECIPES).resolve("blink.json");
    Files.delete(sample);

    ConfDirectory.fill(work);

    assertFalse(Files.exists(sample));
  }

  @Test
  void shouldReplaceTheCopyOfTheLogConfiguration() throws IOException {
    Path file = Files.writeString(work.resolve("logging.properties"), "old = 1\n");

    ConfDirectory.copyLogging(file);

    assertTrue(properties(file).containsKey("log4j2.rootLogger.level"));
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return properties;
  }
}
