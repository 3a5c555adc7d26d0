// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The directory of the segments as the configuration may give it too, and then comes first. */
final class DirectorySetting {

  private static final String FILE = "org.evo.shm.core.cfg";
  private static final String KEY = "directory";

  private DirectorySetting() {}

  /**
   * Refuses a configuration that contradicts the command line: what was checked there would say
   * nothing about where the modules write.
   */
  static void requireSame(Path conf, Path directory) throws IOException, RunRefusedException {
    Path file = conf.resolve(FILE);
    if (!Files.exists(file)) {
      return;
    }
    Properties settings = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      settings.load(reader);
    }
    String configured = settings.getProperty(KEY, "").strip();
    if (!configured.isEmpty() && !Path.of(configured).normalize().equals(directory)) {
      throw RunRefusedException.failed(
          file.toString(),
          "it sets " + KEY + " to " + configured + ", but this run is for " + directory,
          "remove that line, or use --dir " + ShellWord.of(configured),
          null);
    }
  }
}
