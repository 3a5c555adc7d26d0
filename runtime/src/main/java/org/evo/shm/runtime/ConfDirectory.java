// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The directory of the configuration, and the defaults that are put there. */
final class ConfDirectory {

  private static final String LOGGING = "org.ops4j.pax.logging.cfg";
  private static final List<String> FILES =
      List.of(
          "org.evo.shm.core.cfg",
          "org.evo.shm.cycle.cfg",
          "org.evo.shm.discovery.cfg",
          "org.evo.shm.cleanup.cfg",
          "org.evo.shm.hal.cfg",
          "org.evo.shm.control.cfg",
          "org.evo.shm.recipe.cfg",
          "org.evo.shm.liaison.cfg",
          "org.evo.shm.reader-NAME.cfg.example",
          "org.evo.shm.writer-NAME.cfg.example",
          LOGGING);

  /** The directory of the recipes in it. */
  static final String RECIPES = "recipes";

  /** Samples: given once, with their directory, so that who deletes one is rid of it. */
  private static final List<String> SAMPLES = List.of("demo.json", "blink.json");

  private ConfDirectory() {}

  /**
   * Creates the directory and the files that are missing; never changes one that is there. In a
   * directory that may only be read the defaults are in force without their files.
   */
  static void fill(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (Files.isWritable(directory)) {
      for (String name : FILES) {
        createIfMissing(name, directory.resolve(name));
      }
      giveRecipes(directory.resolve(RECIPES));
    }
  }

  /** Puts the shipped configuration of the logs into a file of our own. */
  static void copyLogging(Path file) throws IOException {
    try (InputStream shipped = shipped(LOGGING)) {
      Files.copy(shipped, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void giveRecipes(Path directory) throws IOException {
    if (Files.exists(directory)) {
      return;
    }
    Files.createDirectory(directory);
    for (String sample : SAMPLES) {
      createIfMissing(RECIPES + "/" + sample, directory.resolve(sample));
    }
  }

  private static void createIfMissing(String name, Path file) throws IOException {
    try (InputStream shipped = shipped(name)) {
      Files.copy(shipped, file);
    } catch (FileAlreadyExistsException e) {
      // What is there counts.
      return;
    }
  }

  private static InputStream shipped(String name) {
    return ConfDirectory.class.getResourceAsStream("conf/" + name);
  }
}
