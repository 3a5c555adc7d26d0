// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code cleanup} after writers that were killed, and beside others that work. */
class CleanupVerbIT {

  private static final int ORPHANS = 40;
  private static final int ROUNDS = 5;

  @TempDir(factory = SegmentDirectoryFactory.class)
  Path directory;

  private EvoTool tool() {
    return new EvoTool(JavaProgram.brief(), directory);
  }

  private Peer peer() {
    return Peer.start(JavaProgram.brief(), directory);
  }

  /** Segments with a value each, whose writer was killed. */
  private void orphans(String... names) {
    try (Peer writer = peer()) {
      for (String name : names) {
        create(writer, name);
      }
      writer.kill();
    }
  }

  private static void create(Peer writer, String name) {
    writer.must(Peer.create(name));
    writer.must("write " + name + " 7");
  }

  private static List<String> removed(EvoTool.Result result) {
    return all(result, "removed").stream().map(JsonElement::getAsString).toList();
  }

  private static List<String> keptNames(EvoTool.Result result) {
    return all(result, "kept").stream().map(k -> text(k.getAsJsonObject(), "name")).toList();
  }

  private static String reason(EvoTool.Result result) {
    return text(all(result, "kept").get(0).getAsJsonObject(), "reason");
  }

  private static List<JsonElement> all(EvoTool.Result result, String key) {
    assertTrue(result.json().has(key), result.transcript());
    return StreamSupport.stream(result.json().getAsJsonArray(key).spliterator(), false).toList();
  }

  private static String text(JsonObject object, String key) {
    return object.get(key).isJsonNull() ? "" : object.get(key).getAsString();
  }

  private static void good(EvoTool.Result result) {
    assertEquals(0, result.exit(), result.transcript());
    assertTrue(result.json().get("complete").getAsBoolean(), result.transcript());
  }

  /** Everything about the files that a change would change. */
  private String state() {
    TreeMap<String, Object> files = new TreeMap<>();
    for (String file : tool().files()) {
      try {
        files.put(
            file,
            new TreeMap<>(
                Files.readAttributes(
                    directory.resolve(file),
                    "unix:ino,size,mode,uid,nlink,ctime,lastModifiedTime",
                    LinkOption.NOFOLLOW_LINKS)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files.toString();
  }

  @Test
  void shouldRemoveWhatAKilledWriterLeftOnceItsGraceIsOver() {
    orphans("one", "two");

    EvoTool.Result young = tool().run("cleanup", "--grace", "3600");
    good(young);
    assertEquals(List.of(), removed(young));
    assertEquals(List.of("one", "two"), keptNames(young));
    assertTrue(reason(young).contains("the grace period is 3600 s"), young.transcript());

    EvoTool.Result done = tool().run("cleanup", "--grace", "0");
    good(done);
    assertEquals(List.of("one", "two"), removed(done));
    assertEquals(4, done.number("filesRemoved"));
    assertTrue(done.number("bytesFreed") > 2 * 4096, done.transcript());
    assertEquals(List.of(), tool().files());

    EvoTool.Result again = tool().run("cleanup", "--grace", "0");
    good(again);
    assertEquals(List.of(), removed(again));
  }

  @Test
  void shouldKeepWhatIsBeingReadUntilTheReaderLeavesOrIsPassedOver() {
    orphans("one", "two");
    try (Peer reader = peer()) {
      reader.must("attach one 2");
      reader.must("attach two 1");

      EvoTool.Result kept = tool().run("cleanup", "--grace", "0");
      good(kept);
      assertEquals(List.of(), removed(kept));
      assertTrue(reason(kept).startsWith("2 readers are attached"), kept.toString());
      assertEquals(7, reader.must("read one").number(0));

      reader.must("close two");
      assertEquals(List.of("two"), removed(tool().run("cleanup", "--grace", "0")));

      EvoTool.Result forced = tool().run("cleanup", "--emergency");
      good(forced);
      assertEquals(List.of("one"), removed(forced));
      assertEquals(List.of(), tool().files());
      assertFalse(reader.ask("read one").ok());
      assertTrue(reader.process().isAlive());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--dry-run", "--emergency"})
  void shouldKeepWhatALiveProcessHasParked(String option) {
    try (Peer writer = peer()) {
      create(writer, "seg");
      writer.must("park seg 600000");

      EvoTool.Result kept = tool().run("cleanup", "--grace", "0", option);
      good(kept);
      assertEquals(List.of(), removed(kept));
      assertTrue(reason(kept).contains(writer.process().pid() + " has parked it"), reason(kept));
      assertEquals(2, tool().files().size());

      writer.kill();
      good(tool().run("cleanup", "--grace", "0", option));
      assertEquals(option.equals("--dry-run") ? 2 : 0, tool().files().size());
    }
  }

  @Test
  void shouldNeverTouchALiveWriterNorSpeakOfIt() {
    try (Peer writer = peer()) {
      create(writer, "foo_bar");
      orphans("foo");
      String before = new Onlooker(directory).info("foo_bar").toString();
      for (int i = 0; i < ROUNDS; i++) {
        EvoTool.Result result = tool().run("cleanup", "--grace", "0", "--emergency");
        good(result);
        assertEquals(i == 0 ? List.of("foo") : List.of(), removed(result));
        assertEquals(List.of(), keptNames(result));
      }
      assertEquals(
          before.replaceAll("ageNs=\\d+", ""),
          new Onlooker(directory).info("foo_bar").toString().replaceAll("ageNs=\\d+", ""));
      assertEquals(4, writer.must("write foo_bar 8").number(0));
      writer.must("close foo_bar");
      assertEquals(List.of(), tool().files());
    }
  }

  @Test
  void shouldNotGetInTheWayOfAWriterAtFullSpeed() {
    try (ChildProcess writer = tool().start("write", "seg", "--hz", "0", "--seconds", "4")) {
      do {
        EvoTool.Result result = tool().run("cleanup", "--grace", "0", "--emergency");
        good(result);
        assertEquals(List.of(), removed(result));
      } while (writer.isAlive());
      assertEquals(0, writer.awaitExit(), writer.transcript());
    }
    assertEquals(List.of(), tool().files());
  }

  @Test
  void shouldChangeNothingInADryRunAndSayWhatARealOneRemoves() throws IOException {
    orphans("one", "two", "three");
    Files.createFile(directory.resolve(".evo-lost.lock"));
    Files.createFile(directory.resolve(".evo-one.new"));
    Files.writeString(directory.resolve("evo_alone.meta"), "{}");
    Files.writeString(directory.resolve("evo_m_damaged_1"), "nothing that makes sense");
    try (Peer reader = peer()) {
      reader.must("attach two 1");
      String before = state();

      EvoTool.Result dry = tool().run("cleanup", "--grace", "0", "--dry-run");
      good(dry);
      assertEquals(before, state());
      assertTrue(dry.json().get("dryRun").getAsBoolean());

      EvoTool.Result real = tool().run("cleanup", "--grace", "0");
      good(real);
      assertEquals(List.of("one", "three"), removed(real));
      assertEquals(List.of(), filesOf("alone", "lost"));
      for (String key : List.of("removed", "kept", "filesRemoved", "bytesFreed", "complete")) {
        assertEquals(dry.json().get(key), real.json().get(key), key);
      }
      // The damaged file goes only where it can be proven that nobody has it.
      assertTrue(keptNames(real).contains("two"), real.transcript());
    }
  }

  private List<String> filesOf(String... names) {
    return tool().files().stream()
        .filter(file -> Stream.of(names).anyMatch(file::contains))
        .toList();
  }

  @Test
  void shouldCleanOnlyTheNamesAndModulesThatAreAskedFor() {
    try (Peer writer = peer()) {
      writer.must("create axis_1 slotted 4096 hal 0");
      writer.must("create axis_2 slotted 4096 control 0");
      writer.must("create plan slotted 4096 hal 0");
      writer.kill();
    }
    assertEquals(List.of(), removed(tool().run("cleanup", "--grace", "0", "--name", "axis")));
    assertEquals(
        List.of("axis_1"),
        removed(tool().run("cleanup", "--grace", "0", "--name", "ax*", "--module", "h?l")));
    assertEquals(
        List.of("axis_2"), removed(tool().run("cleanup", "--grace", "0", "--name", "axis_?")));
    assertEquals(
        List.of("plan"), removed(tool().run("cleanup", "--grace", "0", "--module", "hal")));
    assertEquals(List.of(), tool().files());
  }

  @Test
  void shouldLetTwoToolsShareTheWork() {
    orphans(manyNames());
    List<String> went = new ArrayList<>();
    try (ChildProcess first = tool().start("cleanup", "--grace", "0");
        ChildProcess second = tool().start("cleanup", "--grace", "0")) {
      for (EvoTool.Result result : List.of(EvoTool.resultOf(first), EvoTool.resultOf(second))) {
        good(result);
        went.addAll(removed(result));
      }
    }
    assertEquals(List.of(), tool().files());
    assertEquals(List.of(manyNames()).stream().sorted().toList(), went.stream().sorted().toList());
  }

  private static String[] manyNames() {
    String[] names = new String[ORPHANS];
    for (int i = 0; i < names.length; i++) {
      names[i] = "seg" + i;
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--grace -1", "--grace x", "--name ../x", "--module a/b", "--trust 0", "seg"})
  void shouldRefuseWrongValuesWithoutTouchingAnything(String wrong) {
    orphans("seg");
    String before = state();

    List<String> args = new ArrayList<>(List.of("--emergency"));
    args.addAll(List.of(wrong.split(" ")));
    EvoTool.Result refused = tool().run("cleanup", args.toArray(String[]::new));

    assertEquals(2, refused.exit(), refused.transcript());
    assertEquals("Usage", refused.errorCode());
    assertEquals(before, state());
  }

  @Test
  void shouldSayThatThereIsNoSuchDirectory() {
    EvoTool.Result refused =
        new EvoTool(JavaProgram.brief(), directory.resolve("nowhere")).run("cleanup");
    assertEquals(1, refused.exit());
    assertEquals("NotFound", refused.errorCode());
  }

  @Test
  void shouldRefuseADirectoryOnDisk(@TempDir Path disk) {
    EvoTool.Result refused = new EvoTool(JavaProgram.brief(), disk).run("cleanup");
    assertEquals(1, refused.exit());
    assertEquals("Unsupported", refused.errorCode());
  }
}
