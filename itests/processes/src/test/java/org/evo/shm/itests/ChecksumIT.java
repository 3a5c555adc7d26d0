// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checksummed segments between processes, languages and versions of Java. */
class ChecksumIT {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Path ROOT =
      Path.of(System.getProperty("maven.multiModuleProjectDirectory", "../.."))
          .toAbsolutePath()
          .normalize();

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @TempDir Path programs;

  private CPeer peer() {
    Optional<Path> compiler = CPeer.compiler();
    assumeTrue(compiler.isPresent(), "needs a C compiler (cc, gcc or clang)");
    return CPeer.compile(compiler.get(), ROOT, programs);
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.getFileName().toString().matches("evo_.*_\\d+"))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource({"4096,1,1000", "4096,4,0", "65536,8,0"})
  void shouldReadInJavaWhatCWrites(String size, String slots, String hz) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer =
        peer().start("write", directory.toString(), "seg", "checksummed", size, slots, "0", hz)) {
      await().atMost(START).until(() -> !writer.isAlive() || tool.isBeingWritten("seg"));
      assertTrue(tool.run("info", "seg").json().get("checksummed").getAsBoolean());
      EvoTool.Result read = tool.run("read", "seg", "--seconds", "1");
      assertEquals(0, read.exit(), read.transcript());
      assertEquals(0, read.number("torn"));
      assertEquals(0, read.number("backwards"));
      writer.signal("TERM");
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
    assertEquals(List.of(), tool.files());
  }

  @ParameterizedTest
  @CsvSource({"4096,1,1000", "4096,4,0", "65536,8,0"})
  void shouldReadInCWhatJavaWrites(String size, String slots, String hz) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer =
        tool.start("write", "seg", "--checksum", "--size", size, "--slots", slots, "--hz", hz)) {
      await().atMost(START).until(() -> !writer.isAlive() || tool.isBeingWritten("seg"));
      try (ChildProcess reader = peer().start("read", directory.toString(), "seg", "1")) {
        assertEquals(0, reader.awaitExit(), reader.transcript());
      }
    }
  }

  @Test
  void shouldTakeOverFromAKilledWriterOfTheOtherLanguage() {
    EvoTool tool = EvoTool.in(directory);
    CPeer peer = peer();
    String dir = directory.toString();
    try (ChildProcess c = peer.start("write", dir, "seg", "checksummed", "4096", "4", "0", "0")) {
      await().atMost(START).until(() -> !c.isAlive() || tool.isBeingWritten("seg"));
      c.kill();
    }
    EvoTool.Result before = tool.run("info", "seg");
    assertEquals(0, tool.run("read", "seg", "--seconds", "0.1").number("torn"));
    try (ChildProcess java =
        tool.start("write", "seg", "--checksum", "--module", "peer", "--hz", "100")) {
      await().atMost(START).until(() -> tool.versionOf("seg") > before.number("version"));
      EvoTool.Result after = tool.run("info", "seg");
      assertEquals(2, after.number("generation"), java.transcript());
      assertEquals(before.text("file"), after.text("file"));
    }
  }

  @Test
  void shouldRefuseInCAValueWithABitFlipped() throws IOException {
    CPeer peer = peer();
    write(JavaRuntime.own(), 1);
    try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {42}), 4096 + ReaderUnderTruncation.SIZE + 64 + 32);
    }
    try (ChildProcess reader =
        peer.start("read", directory.toString(), ReaderUnderTruncation.SEGMENT, "0.1")) {
      assertEquals(1, reader.awaitExit(), reader.transcript());
      JsonObject read = JsonParser.parseString(reader.out().get(0)).getAsJsonObject();
      assertEquals(0, read.get("reads").getAsLong());
      assertTrue(read.get("torn").getAsLong() > 0, reader.transcript());
    }
  }

  private void write(JavaRuntime java, int values) {
    List<String> args = List.of("write", directory.toString(), Integer.toString(values));
    try (ChildProcess writer =
        ChildProcess.start(java.command(ReaderUnderTruncation.class, args))) {
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
  }

  /** The last value is in the first slot after 4 writes, in the last one after 3. */
  @ParameterizedTest
  @CsvSource({
    "17,4,0", "17,4,2048", "17,4,4096", "17,4,34944", "17,3,34944",
    "25,4,0", "25,4,2048", "25,4,4096", "25,4,34944", "25,3,34944"
  })
  void shouldNeverReturnWrongBytesFromAFileTruncatedUnderIt(int feature, int values, long length)
      throws IOException {
    Optional<JavaRuntime> java = JavaRuntime.installed(feature);
    assumeTrue(java.isPresent(), "needs Java " + feature + " in /usr/lib/jvm");
    write(java.get(), values);
    List<String> args = List.of("read", directory.toString(), Integer.toString(values));
    try (ChildProcess reader =
        ChildProcess.start(java.get().command(ReaderUnderTruncation.class, args))) {
      await().atMost(START).until(() -> !reader.isAlive() || reader.out().contains("ready"));
      try (FileChannel file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
        file.truncate(length);
      }
      reader.line("go");

      assertEquals(0, reader.awaitExit(), reader.transcript());
      JsonObject before = JsonParser.parseString(reader.out().get(1)).getAsJsonObject();
      JsonObject after = JsonParser.parseString(reader.out().get(2)).getAsJsonObject();
      for (String bad : List.of("wrong", "escaped")) {
        assertFalse(before.has(bad) || after.has(bad), reader.transcript());
      }
      boolean kept = length > 4096 && values == 4;
      assertTrue(kept || !after.has("right"), reader.transcript());
      assertTrue(kept || before.has("Corrupt") || after.has("Corrupt"), reader.transcript());
    }
  }
}
