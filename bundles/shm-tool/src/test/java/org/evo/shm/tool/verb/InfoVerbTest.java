// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.fake.BlindDiscovery;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegments;
import org.junit.jupiter.api.Test;

class InfoVerbTest {

  private final FakeSegments segments = new FakeSegments();
  private final Capture capture = new Capture();

  @Test
  void shouldGiveProgramsAllThatIsKnown() {
    segments.add(SegmentSpec.named("axis").module("hal").build()).commit(new byte[8], 1);

    assertEquals(
        ExitCodes.GOOD, new InfoVerb(segments, segments, segments, capture.json()).run("axis"));

    JsonObject info = capture.object();
    assertEquals("axis", info.get("name").getAsString());
    assertEquals("hal", info.get("module").getAsString());
    assertEquals("slotted", info.get("layout").getAsString());
    assertEquals(4096, info.get("size").getAsLong());
    assertEquals(4096, info.get("capacity").getAsLong());
    assertEquals(20_480, info.get("fileBytes").getAsLong());
    assertFalse(info.get("checksummed").getAsBoolean());
    assertEquals(4, info.get("slots").getAsInt());
    assertEquals(2, info.get("version").getAsLong());
    assertEquals("ACTIVE", info.get("state").getAsString());
    assertTrue(info.get("writerAlive").getAsBoolean());
    assertEquals(0, info.get("readers").getAsInt());
    assertEquals(7, info.get("pid").getAsInt());
    assertEquals(1, info.get("generation").getAsLong());
    assertEquals("2025-01-02T03:04:05Z", info.get("createdAt").getAsString());
    assertFalse(info.get("writeInProgress").getAsBoolean());
    assertEquals("/shm/evo_hal_axis_7", info.get("file").getAsString());
    assertTrue(info.get("record").isJsonNull());
    assertEquals("ACTIVE", info.get("condition").getAsString());
    assertTrue(info.get("damage").isJsonNull());
  }

  @Test
  void shouldTellWhatIsDamagedThoughTheFileDeclaresNothingOfIt() {
    segments.add(SegmentSpec.named("axis").build()).damage("slot 1 claims too much");
    new InfoVerb(segments, segments, segments, capture.people()).run("axis");
    assertTrue(
        capture.outLines().contains("state       DAMAGED: slot 1 claims too much"), capture.out());
  }

  @Test
  void shouldDescribeTheRecordOfATypedSegment() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64("position", "mm");
    fields.append(FieldType.U16, "codes", 3, "", true);
    RecordLayout layout = fields.build();
    segments.add(SegmentSpec.named("axis").record(layout).build());

    new InfoVerb(segments, segments, segments, capture.json()).run("axis");

    JsonObject record = capture.object().getAsJsonObject("record");
    assertEquals("axis", record.get("name").getAsString());
    assertEquals(16, record.get("sizeBytes").getAsInt());
    assertEquals(
        layout.fingerprint(), Long.parseUnsignedLong(record.get("fingerprint").getAsString(), 16));
    assertEquals(
        "{\"name\":\"position\",\"type\":\"f64\",\"offset\":0,\"count\":1,\"unit\":\"mm\","
            + "\"optional\":false}",
        record.getAsJsonArray("fields").get(0).toString());
    assertTrue(
        record.getAsJsonArray("fields").get(1).getAsJsonObject().get("optional").getAsBoolean());
  }

  @Test
  void shouldShowPeopleASheet() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64s("position", 2, "mm");
    segments.add(SegmentSpec.named("axis").module("hal").record(fields.build()).build());

    new InfoVerb(segments, segments, segments, capture.people()).run("axis");

    List<String> lines = capture.outLines();
    assertTrue(lines.contains("name        axis"), capture.out());
    assertTrue(lines.contains("size        4096 bytes (4 KiB)"), capture.out());
    assertTrue(lines.contains("writer      alive, pid 7"), capture.out());
    assertTrue(lines.contains("version     0, no value yet"), capture.out());
    assertTrue(lines.contains("age         -"), capture.out());
    assertTrue(lines.contains("     0  f64[2]  position  mm"), capture.out());
  }

  @Test
  void shouldFailWithNotFound() {
    InfoVerb verb = new InfoVerb(segments, segments, segments, capture.people());

    assertThrows(NotFoundException.class, () -> verb.run("axis"));
    assertEquals("", capture.out());
  }

  @Test
  void shouldAskTheManagerWhatDiscoveryPassesOver() {
    segments.add(SegmentSpec.named("axis").build());
    SegmentDiscovery blind = new BlindDiscovery();

    assertEquals(
        ExitCodes.GOOD, new InfoVerb(blind, segments, segments, capture.json()).run("axis"));
    assertEquals(0, segments.segment("axis").readers());
  }
}
