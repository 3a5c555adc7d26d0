// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentSpec;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeCleaner;
import org.evo.shm.tool.fake.FakeSegments;
import org.junit.jupiter.api.Test;

class CleanupVerbTest {

  private final FakeSegments segments = new FakeSegments();
  private final FakeCleaner cleaner = new FakeCleaner();
  private final Capture capture = new Capture();
  private final Capture json = new Capture();

  @Test
  void shouldSayThatThereIsNothingToRemove() {
    assertEquals(ExitCodes.GOOD, run(capture.people(), CleanupRequest.ALL));
    assertEquals("nothing to remove from /shm\n", capture.out());
  }

  @Test
  void shouldShowPeopleWhatWentAndWhatWasLeftAndWhy() {
    cleaner.removes("a");
    cleaner.removes("axis_two");
    cleaner.keeps("b", "/shm/evo_m_b_12", "1 reader is attached");
    cleaner.keeps(
        "",
        "/shm/evo_c_9",
        "it is no sound segment (its magic is 0), but its last sign of life is 3 s old, the grace"
            + " period is 10 s: kept for another 7 s");

    assertEquals(ExitCodes.GOOD, run(capture.people(), CleanupRequest.ALL));

    assertEquals(
        List.of(
            "SEGMENT   RESULT   FILE        WHY",
            "a         removed",
            "axis_two  removed",
            "b         left     evo_m_b_12  1 reader is attached",
            "-         left     evo_c_9     it is no sound segment (its magic is 0), but its last sign",
            "                               of life is 3 s old, the grace period is 10 s: kept for",
            "                               another 7 s",
            "",
            "removed 2 segments (4 files, 16 KiB) from /shm; left: 2 files"),
        capture.outLines());
  }

  @Test
  void shouldNotSayThatADryRunRemovedAnything() {
    cleaner.removes("a");

    assertEquals(ExitCodes.GOOD, run(capture.people(), CleanupRequest.ALL.asDryRun()));

    assertEquals(
        List.of(
            "SEGMENT  RESULT    FILE  WHY",
            "a        would go",
            "",
            "1 segment (2 files, 8 KiB) would be removed from /shm"),
        capture.outLines());
  }

  @Test
  void shouldSayHowManyReadersLoseASegment() {
    segments.add(SegmentSpec.named("a").build());
    segments.attachReader("a");
    segments.attachReader("a");
    cleaner.removes("a");
    CleanupRequest emergency = CleanupRequest.ALL.asEmergency();
    run(capture.people(), emergency.asDryRun());
    assertEquals("a        would go        2 readers would lose it", capture.outLines().get(1));
    assertEquals(ExitCodes.GOOD, run(json.json(), emergency));
    assertEquals(2, json.object().get("readersCutOff").getAsInt());
    assertEquals(1, json.object().get("segments").getAsInt());
  }

  @Test
  void shouldSayThatNothingHasTheName() {
    segments.add(SegmentSpec.named("axis").build());
    assertEquals(ExitCodes.GOOD, run(capture.people(), CleanupRequest.ALL.named("nosuch")));
    assertEquals("no segment in /shm is called 'nosuch'\n", capture.out());
  }

  @Test
  void shouldNotSayThatNothingHasTheNameOfALivingSegment() {
    segments.add(SegmentSpec.named("axis").build());
    run(capture.people(), CleanupRequest.ALL.named("ax*"));
    assertEquals("nothing to remove from /shm\n", capture.out());
  }

  @Test
  void shouldBeAProblemWhenNotEverythingCouldBeLookedAt() {
    cleaner.fails("a", "/shm/evo_m_a_1", "it may not be removed");

    assertEquals(ExitCodes.PROBLEM, run(capture.people(), CleanupRequest.ALL));

    assertEquals(
        "nothing to remove from /shm; left: 1 file; not everything could be looked at",
        capture.outLines().get(3));
  }

  @Test
  void shouldGiveProgramsOneObject() {
    cleaner.removes("a");
    cleaner.removes("b");
    cleaner.keeps("", "/shm/evo_c_9", "it is a directory");
    cleaner.fails("d", "/shm/evo_m_d_1", "it may not be removed");

    assertEquals(ExitCodes.PROBLEM, run(capture.json(), CleanupRequest.ALL.asDryRun()));

    JsonObject json = capture.object();
    assertEquals("/shm", json.get("directory").getAsString());
    assertTrue(json.get("dryRun").getAsBoolean());
    assertEquals("[\"a\",\"b\"]", json.getAsJsonArray("removed").toString());
    assertEquals(4, json.get("filesRemoved").getAsInt());
    assertEquals(16384, json.get("bytesFreed").getAsLong());
    assertFalse(json.get("complete").getAsBoolean());
    JsonObject nameless = json.getAsJsonArray("kept").get(0).getAsJsonObject();
    assertTrue(nameless.get("name").isJsonNull());
    assertEquals("/shm/evo_c_9", nameless.get("file").getAsString());
    assertEquals("it is a directory", nameless.get("reason").getAsString());
    JsonObject failed = json.getAsJsonArray("kept").get(1).getAsJsonObject();
    assertEquals("d", failed.get("name").getAsString());
  }

  @Test
  void shouldLetNoFileNameControlTheTerminal() {
    cleaner.keeps("", "/shm/evo_\u001b[2J_1", "odd \u001b[31m");
    run(capture.people(), CleanupRequest.ALL);
    assertTrue(capture.out().indexOf('\u001b') < 0);
  }

  private int run(Output output, CleanupRequest request) {
    return new CleanupVerb(cleaner, segments, Path.of("/shm"), output).run(request);
  }
}
