// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.evo.shm.linux.LinuxPlatform;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.spi.SegmentValidator;
import org.evo.shm.spi.SegmentValidator.Finding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code validate} beside processes that work, and after some that were killed. */
class ValidationIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROUNDS = 60;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private EvoTool tool;
  private SegmentValidator validator;

  @BeforeEach
  void open() {
    tool = EvoTool.in(directory);
    validator =
        new LinuxPlatform(new LinuxSettings(directory, OptionalInt.empty(), Set.of(), false))
            .validator();
  }

  private static List<JsonObject> findings(EvoTool.Result result) {
    JsonArray all = result.json().getAsJsonArray("findings");
    return StreamSupport.stream(all.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  private Path dataFile() {
    return directory.resolve(
        tool.files().stream().filter(f -> f.matches("evo_.*_\\d+")).findFirst().orElseThrow());
  }

  /** A segment with values, whose writer was killed. */
  private void orphan(String... args) {
    List<String> all = new ArrayList<>(List.of("seg", "--hz", "1000"));
    all.addAll(List.of(args));
    try (ChildProcess writer = tool.start("write", all.toArray(String[]::new))) {
      await().atMost(PATIENCE).until(() -> tool.isBeingWritten("seg"));
      writer.kill();
    }
  }

  private void patch(long offset, int value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(dataFile().toFile(), "rw")) {
      file.seek(offset);
      file.write(value);
    }
  }

  @Test
  void shouldFindNothingWrongWithASegmentThatIsBeingWrittenAndRead() {
    try (ChildProcess writer = tool.start("write", "seg", "--hz", "0", "--checksum");
        ChildProcess classic = tool.start("write", "old", "--layout", "classic")) {
      await().atMost(PATIENCE).until(() -> tool.isBeingWritten("seg"));
      await().atMost(PATIENCE).until(() -> tool.isBeingWritten("old"));
      EvoTool.Result result = tool.run("validate");
      assertEquals(0, result.exit(), result.transcript());
      assertEquals(2, result.number("segments"));
      assertTrue(writer.isAlive() && classic.isAlive());
    }
  }

  /** Claims, writes, parks, generations, closes and crashes, as fast as two processes can. */
  @Test
  void shouldAccuseNobodyWhileOthersComeAndGo() {
    try (ChildProcess first = churn("a");
        ChildProcess second = churn("b")) {
      await().atMost(PATIENCE).until(() -> !tool.files().isEmpty());
      for (int i = 0; i < ROUNDS; i++) {
        assertEquals(List.of(), validator.validate(i % 2 == 0).findings(), "round " + i);
      }
      assertTrue(first.isAlive(), first.transcript());
      assertTrue(second.isAlive(), second.transcript());
    }
  }

  private ChildProcess churn(String name) {
    return ChildProcess.start(
        JavaProgram.on(JavaRuntime.own())
            .command(ChurningWriter.class, List.of(directory.toString(), name)));
  }

  @Test
  void shouldCallAnOrphanResidueOnceItsGraceIsOverAndRemoveItOnRequest() {
    orphan();
    assertEquals(0, tool.run("validate").exit(), "its writer may still be started again");

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertEquals(1, validator.validate(false).findings().size()));
    EvoTool.Result found = tool.run("validate");
    assertEquals(1, found.exit());
    assertEquals("seg", findings(found).get(0).get("segment").getAsString());
    assertTrue(findings(found).get(0).get("remedy").getAsString().contains("./evo-shm cleanup"));

    EvoTool.Result repaired = tool.run("validate", "--repair");
    assertEquals(0, repaired.exit(), repaired.transcript());
    assertTrue(findings(repaired).get(0).get("repaired").getAsBoolean());
    assertEquals(List.of(), tool.files());
    assertEquals(List.of(), findings(tool.run("validate", "--repair")));
  }

  @ParameterizedTest
  @CsvSource({"0, magic", "16, size", "100, checksum", "270, owner record", "391, version"})
  void shouldNameTheDamageAndLeaveTheFile(long offset, String words) throws IOException {
    orphan();
    patch(offset, 0x7f);
    EvoTool.Result result = tool.run("validate", "--repair");
    assertEquals(1, result.exit());
    JsonObject finding = findings(result).get(0);
    assertTrue(finding.get("problem").getAsString().contains(words), result.transcript());
    assertFalse(finding.get("repaired").getAsBoolean());
    assertTrue(Files.exists(dataFile()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"delete", "damage", "other"})
  void shouldMendMetadataOnceAndThenFindNothing(String what) throws IOException {
    orphan();
    Path meta = directory.resolve("evo_seg.meta");
    switch (what) {
      case "delete" -> Files.delete(meta);
      case "damage" -> Files.writeString(meta, "{\"name\":");
      default -> Files.writeString(meta, "{\"name\": \"seg\", \"inode\": 1}");
    }
    renewGrace();
    assertEquals(1, tool.run("validate").exit());
    renewGrace();
    EvoTool.Result repaired = tool.run("validate", "--repair");
    assertEquals(0, repaired.exit(), repaired.transcript());
    assertEquals(1, findings(repaired).size());
    renewGrace();
    assertEquals(List.of(), findings(tool.run("validate", "--repair")));
    assertEquals(2, tool.files().size());
  }

  /** Metadata are the matter here, not that nobody writes any more. */
  private void renewGrace() throws IOException {
    Files.setLastModifiedTime(dataFile(), FileTime.from(Instant.now()));
  }

  @Test
  void shouldTellThatAFileWasTruncated() throws IOException {
    orphan();
    try (RandomAccessFile file = new RandomAccessFile(dataFile().toFile(), "rw")) {
      file.setLength(5000);
    }
    EvoTool.Result result = tool.run("validate");
    assertEquals(1, result.exit());
    assertTrue(
        findings(result).get(0).get("problem").getAsString().contains("but the file has 5000"),
        result.transcript());
  }

  @Test
  void shouldFindTheBitThatFlippedInAChecksummedValue() throws IOException {
    orphan("--checksum", "--slots", "1");
    long offset = 4096 + 32 + 200;
    byte[] content = Files.readAllBytes(dataFile());
    patch(offset, content[(int) offset] ^ 1);
    EvoTool.Result result = tool.run("validate", "seg");
    assertEquals(1, result.exit(), result.transcript());
    assertTrue(result.transcript().contains("checksum of its newest value"), result.transcript());
  }

  @Test
  void shouldNotGetInTheWayOfAClaimantWhenItRepairs() throws IOException {
    orphan();
    Files.delete(directory.resolve("evo_seg.meta"));
    Files.createFile(directory.resolve(".evo-seg.new"));
    try (ChildProcess writer = tool.start("write", "seg", "--hz", "1000")) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                validator.validate(true);
                return tool.versionOf("seg") > 0 && isOwned();
              });
      assertTrue(writer.isAlive(), writer.transcript());
      assertEquals(
          List.of(),
          validator.validate(true).findings().stream()
              .filter(f -> !f.repaired())
              .map(Finding::toString)
              .toList());
      assertEquals(List.of(), validator.validate(true).findings());
    }
  }

  private boolean isOwned() {
    return tool.run("info", "seg").json().get("writerAlive").getAsBoolean();
  }

  @Test
  void shouldSayThatADirectoryOnDiskIsUnsupported(@TempDir Path disk) {
    EvoTool onDisk = EvoTool.in(disk);
    EvoTool.Result list = onDisk.run("list");
    assertEquals(1, list.exit());
    assertEquals("Unsupported", list.errorCode());
    EvoTool.Result validate = onDisk.run("validate");
    assertEquals(1, validate.exit());
    assertTrue(
        findings(validate).get(0).get("problem").getAsString().contains("may misbehave"),
        validate.transcript());
  }
}
