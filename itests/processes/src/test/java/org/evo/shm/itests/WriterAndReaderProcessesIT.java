// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriterAndReaderProcessesIT {

  private static final Duration START = Duration.ofSeconds(30);

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private void awaitValue(EvoTool tool, ChildProcess writer) {
    await().atMost(START).until(() -> !writer.isAlive() || tool.isBeingWritten("seg"));
    assertTrue(writer.isAlive(), writer.transcript());
  }

  @ParameterizedTest
  @CsvSource({"slotted,4096", "slotted,65536", "classic,4096"})
  void shouldNeverReadATornValueWhileAnotherProcessWritesAtFullSpeed(String layout, String size) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer =
        tool.start("write", "seg", "--hz", "0", "--layout", layout, "--size", size)) {
      awaitValue(tool, writer);
      EvoTool.Result read = tool.run("read", "seg", "--seconds", "2");
      assertEquals(0, read.exit(), read.transcript());
      assertEquals(0, read.number("torn"));
      assertEquals(0, read.number("backwards"));
      assertTrue(read.number("reads") > 0);
      assertTrue(read.number("last") > 0);
      writer.signal("TERM");
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
    assertEquals(List.of(), tool.files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldRefuseASecondWriterProcessAndLeaveNothingOfIt(String layout) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer = tool.start("write", "seg", "--layout", layout)) {
      awaitValue(tool, writer);
      List<String> before = tool.files();
      for (String asked : List.of("slotted", "classic")) {
        EvoTool.Result second = tool.run("write", "seg", "--layout", asked, "--seconds", "1");
        assertEquals(1, second.exit());
        assertEquals("SegmentBusy", second.errorCode());
      }
      assertEquals(before, tool.files());
      assertEquals(0, tool.run("read", "seg", "--seconds", "1").exit());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"slotted", "classic"})
  void shouldTakeOverFromAKilledWriterWithVersionAndGenerationGoingUp(String layout) {
    EvoTool tool = EvoTool.in(directory);
    long version = 0;
    long generation = 0;
    for (int i = 0; i < 3; i++) {
      try (ChildProcess writer = tool.start("write", "seg", "--hz", "0", "--layout", layout)) {
        long before = version;
        await().atMost(START).until(() -> tool.versionOf("seg") > before);
        assertTrue(writer.isAlive(), writer.transcript());
        EvoTool.Result alive = tool.run("info", "seg");
        assertTrue(alive.json().get("writerAlive").getAsBoolean());
        assertTrue(alive.number("generation") > generation);
        generation = alive.number("generation");
        writer.kill();
      }
      EvoTool.Result dead = tool.run("info", "seg");
      assertFalse(dead.json().get("writerAlive").getAsBoolean());
      assertTrue(dead.number("version") > version);
      version = dead.number("version");
      assertEquals(1, tool.files().stream().filter(f -> !f.endsWith(".meta")).count());
    }
  }

  @Test
  void shouldKeepTheLastValueOfAKilledWriterReadable() {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer = tool.start("write", "seg", "--hz", "0")) {
      awaitValue(tool, writer);
      writer.kill();
    }
    EvoTool.Result read = tool.run("read", "seg", "--seconds", "1");
    assertEquals(0, read.exit(), read.transcript());
    assertEquals(0, read.number("torn"));
  }

  @Test
  void shouldCountTheReadersOfAllProcessesAndForgetTheKilled() {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer = tool.start("write", "seg");
        ChildProcess one = startReader(tool, writer);
        ChildProcess two = startReader(tool, writer)) {
      await().atMost(START).until(() -> tool.run("info", "seg").number("readers") == 2);
      one.kill();
      two.kill();
      await().atMost(START).until(() -> tool.run("info", "seg").number("readers") == 0);
    }
  }

  private ChildProcess startReader(EvoTool tool, ChildProcess writer) {
    awaitValue(tool, writer);
    return tool.start("read", "seg", "--seconds", "60");
  }

  @Test
  void shouldLetAReaderFollowFromOneWriterToTheNext() {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess first = tool.start("write", "seg", "--hz", "0")) {
      awaitValue(tool, first);
      try (ChildProcess reader = tool.start("read", "seg", "--seconds", "8")) {
        await().atMost(START).until(() -> tool.run("info", "seg").number("readers") == 1);
        first.kill();
        try (ChildProcess second = tool.start("write", "seg", "--hz", "0", "--slots", "8")) {
          EvoTool.Result read = EvoTool.resultOf(reader);
          assertEquals(0, read.exit(), read.transcript());
          assertEquals(0, read.number("torn"));
          assertEquals(0, read.number("backwards"));
          assertTrue(second.isAlive(), second.transcript());
          // Its last value is of the new generation, so it has followed.
          EvoTool.Result info = tool.run("info", "seg");
          assertEquals(8, info.number("slots"));
          assertEquals(2, info.number("generation"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void shouldLeaveNothingBehindWhenAWriterIsAskedToStop(String signal) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer = tool.start("write", "seg")) {
      awaitValue(tool, writer);
      writer.signal(signal);
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
    assertEquals(List.of(), tool.files());
  }

  @ParameterizedTest
  @CsvSource({"17,25", "25,17"})
  void shouldUnderstandEachOtherAcrossJavaVersions(int writing, int reading) {
    var writerJava = JavaRuntime.installed(writing);
    var readerJava = JavaRuntime.installed(reading);
    org.junit.jupiter.api.Assumptions.assumeTrue(
        writerJava.isPresent() && readerJava.isPresent(), "needs Java 17 and 25 installed");
    EvoTool writerTool = new EvoTool(JavaProgram.on(writerJava.get()), directory);
    EvoTool readerTool = new EvoTool(JavaProgram.on(readerJava.get()), directory);
    try (ChildProcess writer = writerTool.start("write", "seg", "--hz", "0")) {
      awaitValue(readerTool, writer);
      EvoTool.Result read = readerTool.run("read", "seg", "--seconds", "2");
      assertEquals(0, read.exit(), read.transcript());
      assertEquals(0, read.number("torn"));
      assertTrue(read.number("reads") > 0);
    }
  }
}
