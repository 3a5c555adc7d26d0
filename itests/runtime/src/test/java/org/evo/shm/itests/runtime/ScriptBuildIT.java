// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evo.shm.itests.ChildProcess;
import org.evo.shm.itests.runtime.EvoShm.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a source tree whose build is played by a program that counts its calls. */
class ScriptBuildIT {

  private static final String BUILD =
      """
      #!/bin/sh
      echo call >> ../calls
      echo '[INFO] Building EVO SHM API 0.1.0                                  [1/9]'
      started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
      [ ! -e ../broken ] || exit 1
      mkdir -p runtime/target/dist
      cp -r ../archive/lib ../archive/bundles runtime/target/dist
      echo "$started" > runtime/target/dist.stamp
      """;

  @TempDir Path work;

  @TempDir(factory = MemoryDirectoryFactory.class)
  Path directory;

  private Path source;
  private Path script;

  @BeforeEach
  void createTree() throws IOException {
    Archive.unpack(Files.createDirectory(work.resolve("archive")));
    Path tree = Files.createDirectory(work.resolve("a tree"));
    source = tree.resolve("bundles/one/src/main/java/One.java");
    Files.createDirectories(source.getParent());
    Files.createDirectories(tree.resolve("runtime"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.writeString(source, "class One {}");
    script = Files.copy(Path.of(System.getProperty("evo.script")), tree.resolve("evo-shm"));
    makeExecutable(script);
    Path build = work.resolve("bin/mvn");
    Files.createDirectory(build.getParent());
    Files.writeString(build, BUILD);
    makeExecutable(build);
    // The time of a build is known to the second.
    touch(tree, Instant.now().minusSeconds(60));
  }

  @Test
  void shouldBuildWhatIsMissingAndThenNoMore() throws IOException {
    Result first = list();
    assertEquals(0, first.exit(), first.toString());
    assertTrue(first.err().contains("evo-shm: [1/9] EVO SHM API"), first.toString());

    Result second = list();
    assertEquals(0, second.exit(), second.toString());
    assertEquals(List.of(), second.err());
    assertEquals(1, calls());
  }

  @Test
  void shouldBuildAgainWhenASourceIsNewer() throws IOException {
    list();
    touch(source, Instant.now().plusSeconds(60));

    assertEquals(0, list().exit());
    assertEquals(2, calls());
  }

  @Test
  void shouldBuildAgainWhenASourceIsGone() throws IOException {
    list();
    Files.delete(source);
    touch(source.getParent(), Instant.now().plusSeconds(60));

    assertEquals(0, list().exit());
    assertEquals(2, calls());
  }

  @Test
  void shouldBuildOnceWhenManyStartAtATime() throws IOException {
    List<ChildProcess> starts = IntStream.range(0, 4).mapToObj(i -> start()).toList();

    for (ChildProcess start : starts) {
      assertEquals(0, start.awaitExit(), start.transcript());
      assertEquals(1, start.out().size(), start.transcript());
    }
    assertEquals(1, calls());
  }

  @Test
  void shouldSayWhereTheLogIsWhenTheBuildFails() throws IOException {
    Files.createFile(work.resolve("broken"));

    Result list = list();

    assertEquals(1, list.exit());
    String remedy = list.json().getAsJsonObject("error").get("remedy").getAsString();
    assertTrue(remedy.endsWith("runtime/target/build.log"), remedy);
  }

  private ChildProcess start() {
    return ChildProcess.start(
        List.of(
            "env",
            "JAVA_HOME=" + System.getProperty("java.home"),
            "PATH=" + work.resolve("bin") + ":" + System.getenv("PATH"),
            script.toString(),
            "list",
            "--json",
            "--dir",
            directory.toString()));
  }

  private Result list() {
    try (ChildProcess child = start()) {
      return Result.of(child);
    }
  }

  private int calls() throws IOException {
    return Files.readAllLines(work.resolve("calls")).size();
  }

  private static void makeExecutable(Path file) {
    assertTrue(file.toFile().setExecutable(true));
  }

  private static void touch(Path tree, Instant time) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(time));
      }
    }
  }
}
