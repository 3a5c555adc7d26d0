// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.evo.shm.linux.format.ClassicFormat;
import org.evo.shm.linux.format.SlottedFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C programs that know the shipped header, and nothing else, on the other side. */
class CInteroperabilityIT {

  private static final Duration START = Duration.ofSeconds(30);
  @TempDir static Path programs;

  private static CPeer peer;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  @BeforeAll
  static void compile() {
    peer = CPrograms.peer(programs);
  }

  private ChildProcess startC(String verb, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = verb;
    all[1] = directory.toString();
    System.arraycopy(args, 0, all, 2, args.length);
    return peer.start(all);
  }

  @ParameterizedTest
  @CsvSource({"slotted,4096,4", "slotted,65536,8", "classic,4096,1"})
  void shouldReadInJavaWhatCWritesAtFullSpeed(String layout, String size, String slots) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer = startC("write", "seg", layout, size, slots, "0", "0")) {
      await().atMost(START).until(() -> !writer.isAlive() || tool.isBeingWritten("seg"));
      EvoTool.Result info = tool.run("info", "seg");
      assertEquals(layout, info.text("layout"), writer.transcript());
      assertEquals(Long.parseLong(slots), info.number("slots"));
      assertTrue(info.json().get("writerAlive").getAsBoolean());
      EvoTool.Result read = tool.run("read", "seg", "--seconds", "2");
      assertEquals(0, read.exit(), read.transcript());
      assertEquals(0, read.number("torn"));
      assertEquals(0, read.number("backwards"));
      writer.signal("TERM");
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
    assertEquals(List.of(), tool.files());
  }

  @ParameterizedTest
  @CsvSource({"slotted,4096", "slotted,65536", "classic,4096"})
  void shouldReadInCWhatJavaWritesAtFullSpeed(String layout, String size) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess writer =
        tool.start("write", "seg", "--hz", "0", "--layout", layout, "--size", size)) {
      await().atMost(START).until(() -> !writer.isAlive() || tool.isBeingWritten("seg"));
      try (ChildProcess reader = startC("read", "seg", "2")) {
        assertEquals(0, reader.awaitExit(), reader.transcript());
        JsonObject read = JsonParser.parseString(reader.out().get(0)).getAsJsonObject();
        assertEquals(0, read.get("torn").getAsLong());
        assertEquals(0, read.get("backwards").getAsLong());
        assertTrue(read.get("reads").getAsLong() > 0, reader.transcript());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"slotted,4", "classic,1"})
  void shouldTakeOverFromAKilledWriterOfTheOtherLanguage(String layout, String slots) {
    EvoTool tool = EvoTool.in(directory);
    long version;
    try (ChildProcess c = startC("write", "seg", layout, "4096", slots, "0", "0")) {
      await().atMost(START).until(() -> !c.isAlive() || tool.isBeingWritten("seg"));
      c.kill();
      version = tool.run("info", "seg").number("version");
    }
    try (ChildProcess java = tool.start("write", "seg", "--hz", "0", "--layout", layout)) {
      long before = version;
      await().atMost(START).until(() -> tool.versionOf("seg") > before);
      assertEquals(2, tool.run("info", "seg").number("generation"), java.transcript());
      java.kill();
      version = tool.run("info", "seg").number("version");
    }
    try (ChildProcess c = startC("write", "seg", layout, "4096", slots, "0", "0")) {
      long before = version;
      await().atMost(START).until(() -> tool.versionOf("seg") > before);
      assertEquals(3, tool.run("info", "seg").number("generation"), c.transcript());
    }
  }

  @ParameterizedTest
  @CsvSource({"slotted,4", "classic,1"})
  void shouldRefuseTheNameThatTheOtherLanguageHolds(String layout, String slots) {
    EvoTool tool = EvoTool.in(directory);
    try (ChildProcess c = startC("write", "seg", layout, "4096", slots, "0", "1000")) {
      await().atMost(START).until(() -> !c.isAlive() || tool.isBeingWritten("seg"));
      EvoTool.Result java = tool.run("write", "seg", "--layout", layout, "--seconds", "1");
      assertEquals(1, java.exit());
      assertEquals("SegmentBusy", java.errorCode());
      c.signal("TERM");
      assertEquals(0, c.awaitExit());
    }
    try (ChildProcess java = tool.start("write", "seg", "--layout", layout)) {
      await().atMost(START).until(() -> !java.isAlive() || tool.isBeingWritten("seg"));
      try (ChildProcess c = startC("write", "seg", layout, "4096", slots, "10", "0")) {
        assertEquals(1, c.awaitExit(), c.transcript());
      }
      assertTrue(java.isAlive(), java.transcript());
    }
  }

  @Test
  void shouldAgreeWithTheHeaderOnEveryOffset() {
    Map<String, Long> c;
    try (ChildProcess offsets = peer.start("offsets")) {
      assertEquals(0, offsets.awaitExit());
      c =
          offsets.out().stream()
              .map(line -> line.split(" "))
              .collect(Collectors.toMap(w -> w[0], w -> Long.parseLong(w[1])));
    }
    Map<String, Long> layoutOffsets = new TreeMap<>(c);
    layoutOffsets
        .keySet()
        .removeIf(name -> !name.matches("EVO_SHM_(SLOTTED|SLOT|CLASSIC)_.*_OFFSET"));
    assertEquals(layoutOffsets, JavaConstants.offsets());
    Map<String, Long> lockBytes = new TreeMap<>(c);
    lockBytes.keySet().removeIf(name -> !name.startsWith("EVO_SHM_LOCK_"));
    lockBytes.remove("EVO_SHM_LOCK_WAIT_NS");
    assertEquals(lockBytes, JavaConstants.lockBytes());
    assertEquals(SlottedFormat.MAGIC, c.get("EVO_SHM_SLOTTED_MAGIC"));
    assertEquals(ClassicFormat.MAGIC, c.get("EVO_SHM_CLASSIC_MAGIC"));
  }
}
