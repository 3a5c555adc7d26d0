// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evo.shm.itests.ChildProcess;
import org.evo.shm.itests.runtime.EvoShm.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in an installed archive, in a place that is easily quoted wrongly. */
class ScriptIT {

  @TempDir Path work;

  @TempDir(factory = MemoryDirectoryFactory.class)
  Path directory;

  private Path home;
  private Path script;

  @BeforeEach
  void unpack() throws IOException {
    home = Files.createDirectory(work.resolve("it's $HOME & \"more\""));
    script = Archive.unpack(home);
  }

  @Test
  void shouldRunFromAStrangePathThroughALink() throws IOException {
    Path link = Files.createSymbolicLink(work.resolve("a link"), script);

    Result list = new EvoShm(link, directory, work).call("list", "--json");

    assertEquals(0, list.exit(), list.toString());
    assertEquals(directory.toString(), list.json().get("directory").getAsString());
  }

  @Test
  void shouldPutTheConfigurationBesideItselfWhereverItIsCalled() {
    Result run =
        callFrom(
            work,
            "env",
            "XDG_STATE_HOME=" + work.resolve("state"),
            script.toString(),
            "--dir",
            directory.toString(),
            "run",
            "--for",
            "0.2");

    assertEquals(0, run.exit(), run.toString());
    assertTrue(Files.isDirectory(home.resolve("conf")));
    assertFalse(Files.exists(work.resolve("conf")));
  }

  @Test
  void shouldHelpWhenNothingIsAsked() {
    Result help = new EvoShm(script, directory, work).call();

    assertEquals(0, help.exit());
    assertTrue(help.out().stream().anyMatch(line -> line.strip().startsWith("run ")));
  }

  @Test
  void shouldRefuseAJavaThatIsTooOld() throws IOException {
    Path java = work.resolve("old/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\nexit 99\n");
    assertTrue(java.toFile().setExecutable(true));
    Files.writeString(work.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");

    Result list =
        callFrom(work, "env", "JAVA_HOME=" + work.resolve("old"), script.toString(), "list");

    assertEquals(1, list.exit());
    assertTrue(list.complaint().contains("11.0.2"), list.toString());
    assertTrue(list.complaint().contains("17"), list.toString());
  }

  private static Result callFrom(Path directory, String... command) {
    List<String> words = new ArrayList<>(List.of("env", "-C", directory.toString()));
    words.addAll(List.of(command));
    try (ChildProcess child = ChildProcess.start(words)) {
      return Result.of(child);
    }
  }
}
