// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegments;
import org.junit.jupiter.api.Test;

class ListVerbTest {

  private final FakeSegments segments = new FakeSegments();
  private final Capture capture = new Capture();

  @Test
  void shouldShowPeopleATableWithTheSkippedFilesBelow() {
    segments.add(SegmentSpec.named("axis").module("hal").build()).commit(new byte[8], 1);
    segments.add(SegmentSpec.named("io").layout(SegmentLayout.CLASSIC).build()).writerDies();
    segments.skip("/shm/evo_x_1", "shorter than a header");

    assertEquals(ExitCodes.GOOD, run(capture.people()));

    assertEquals(
        List.of(
            "NAME  MODULE  LAYOUT    SIZE  SLOTS  VERSION  STATE     WRITER  READERS     AGE",
            "axis  hal     slotted  4 KiB      4        2  ACTIVE    alive         0  1.5 ms",
            "io    app     classic  4 KiB      1        0  ORPHANED  dead          0       -",
            "",
            "SKIPPED  REASON",
            "evo_x_1  shorter than a header"),
        capture.outLines());
  }

  @Test
  void shouldNotCallAWriterDeadThatHasParkedItsSegment() {
    segments.add(SegmentSpec.named("axis").build()).writerParks();

    run(capture.people());

    assertTrue(capture.outLines().get(1).contains("PARKED  parked"), capture.out());
  }

  @Test
  void shouldCallAParkedSegmentOrphanedWhenNobodyComesBackForIt() {
    segments.add(SegmentSpec.named("axis").build()).parkerDies();
    run(capture.people());
    assertTrue(capture.outLines().get(1).contains("ORPHANED  dead"), capture.out());
  }

  @Test
  void shouldTellProgramsWhatIsTrueBesideWhatTheFileDeclares() {
    segments.add(SegmentSpec.named("axis").build()).parkerDies();
    run(capture.json());
    JsonObject axis = capture.object().getAsJsonArray("segments").get(0).getAsJsonObject();
    assertEquals("PARKED", axis.get("state").getAsString());
    assertEquals("ORPHANED", axis.get("condition").getAsString());
  }

  @Test
  void shouldNotShowADamagedSegmentAsAGoodOne() {
    segments.add(SegmentSpec.named("axis").build()).damage("slot 1 claims too much");
    run(capture.people());
    assertTrue(capture.outLines().get(1).contains("DAMAGED"), capture.out());
    assertEquals("axis     slot 1 claims too much", capture.outLines().get(4));
    run(capture.json());
    JsonObject json = JsonParser.parseString(last()).getAsJsonObject();
    JsonObject axis = json.getAsJsonArray("segments").get(0).getAsJsonObject();
    assertEquals("DAMAGED", axis.get("condition").getAsString());
    assertEquals("slot 1 claims too much", axis.get("damage").getAsString());
  }

  private String last() {
    List<String> lines = capture.outLines();
    return lines.get(lines.size() - 1);
  }

  @Test
  void shouldSayThatThereIsNothing() {
    assertEquals(ExitCodes.GOOD, run(capture.people()));

    assertEquals("no segments in /shm\n", capture.out());
  }

  @Test
  void shouldGiveProgramsOneObject() {
    segments.add(SegmentSpec.named("axis").module("hal").build()).commit(new byte[8], 1);
    segments.skip("/shm/evo_x_1", "shorter than a header");

    assertEquals(ExitCodes.GOOD, run(capture.json()));

    JsonObject listing = capture.object();
    assertEquals("/shm", listing.get("directory").getAsString());
    JsonObject segment = listing.getAsJsonArray("segments").get(0).getAsJsonObject();
    assertEquals("axis", segment.get("name").getAsString());
    assertEquals(1.5, segment.get("ageMs").getAsDouble());
    JsonObject skipped = listing.getAsJsonArray("skipped").get(0).getAsJsonObject();
    assertEquals("/shm/evo_x_1", skipped.get("file").getAsString());
    assertEquals("shorter than a header", skipped.get("reason").getAsString());
  }

  @Test
  void shouldLetNoFileNameControlTheTerminal() {
    segments.skip("/shm/evo_\u001b[2J_1", "odd \u001b[31m");

    run(capture.people());

    assertTrue(capture.out().indexOf('\u001b') < 0);
  }

  private int run(Output output) {
    return new ListVerb(segments, segments, segments.directory(), output).run();
  }
}
