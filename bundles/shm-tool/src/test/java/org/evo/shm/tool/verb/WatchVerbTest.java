// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.util.List;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.console.Terminal;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegment;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;

class WatchVerbTest {

  private static final long PERIOD_NS = 100_000_000;

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder("axis");
  private static final FloatField POSITION = FIELDS.f64("position", "mm");
  private static final FloatField LOAD = FIELDS.f32("load", "%");
  private static final BooleanField HOMED = FIELDS.bool("homed");
  private static final IntegerField TICKS = FIELDS.u64("ticks", "");
  private static final IntegerField CODES =
      (IntegerField) FIELDS.append(FieldType.U8, "codes", 20, "", false);
  private static final TextField LABEL = FIELDS.text("label", 8);
  private static final RecordLayout AXIS = FIELDS.build();

  private final FakeSegments segments = new FakeSegments();
  private final FakeTime time = new FakeTime();
  private final Capture capture = new Capture();

  @Test
  void shouldDecodeEveryFieldByItsName() {
    typed().commit(axis(12.5, 0.1), time.nowNs() - 2_000_000);

    assertEquals(ExitCodes.GOOD, watch(capture.json(), 1));

    JsonObject look = capture.object();
    assertEquals("axis", look.get("name").getAsString());
    assertEquals(2, look.get("version").getAsLong());
    assertEquals(2.0, look.get("ageMs").getAsDouble());
    assertTrue(look.get("writerAlive").getAsBoolean());
    assertEquals(1, look.get("readers").getAsInt());
    JsonObject values = look.getAsJsonObject("values");
    assertEquals(12.5, values.get("position").getAsDouble());
    assertEquals("0.1", values.get("load").getAsString());
    assertTrue(values.get("homed").getAsBoolean());
    assertEquals("18446744073709551615", values.get("ticks").getAsString());
    assertEquals(20, values.getAsJsonArray("codes").size());
    assertEquals("x\u001b[2J", values.get("label").getAsString());
    assertEquals("{\"position\":\"mm\",\"load\":\"%\"}", look.get("units").toString());
  }

  @Test
  void shouldGiveProgramsNullForANumberThatJsonCannotWrite() {
    typed().commit(axis(Double.NaN, Double.POSITIVE_INFINITY), 0);

    watch(capture.json(), 1);

    JsonObject look = capture.object();
    assertTrue(look.getAsJsonObject("values").get("position").isJsonNull());
    assertTrue(look.getAsJsonObject("values").get("load").isJsonNull());
    assertTrue(look.get("ageMs").isJsonNull());
  }

  @Test
  void shouldShowPeopleABlockALookWithUnitsAndShortenedArrays() {
    typed().commit(axis(0.1 + 0.2, 0.1), time.nowNs() - 2_000_000);

    watch(capture.people(), 2);

    List<String> lines = capture.outLines();
    assertEquals("axis  version 2  age 2 ms  writer alive  readers 1", lines.get(0));
    assertEquals("  position  0.3 mm", lines.get(1));
    assertEquals("  load      0.1 %", lines.get(2));
    assertTrue(lines.get(5).contains("[0, 1, 2, 3, 4, 5, 6, 7, ... 20 in all]"), capture.out());
    assertTrue(lines.get(6).contains("\"x?[2J\""), capture.out());
    assertEquals("", lines.get(7));
    assertEquals("axis  version 2  age 102 ms  writer alive  readers 1", lines.get(8));
  }

  @Test
  void shouldDrawOverTheLookBeforeOnATerminal() {
    typed().commit(axis(1, 1), 0);

    watch(new Output(capture.streams(new Terminal(true, false)), false), 2);

    assertEquals(2, capture.out().split("axis  version", -1).length - 1);
    assertTrue(capture.out().contains("\u001b[7A\r\u001b[J"), capture.out());
  }

  @Test
  void shouldShowTheFirstBytesOfAnUntypedSegment() {
    byte[] payload = new byte[100];
    payload[0] = (byte) 0xAB;
    segments.add(SegmentSpec.named("axis").build()).commit(payload, 0);

    watch(capture.json(), 1);

    JsonObject look = capture.object();
    assertEquals(100, look.get("lengthBytes").getAsInt());
    assertEquals("ab" + "00".repeat(63), look.get("hex").getAsString());
    assertFalse(look.has("values"));
  }

  @Test
  void shouldWaitForTheFirstValue() {
    FakeSegment segment = typed();
    time.in(PERIOD_NS, () -> segment.commit(axis(1, 1), 0));

    watch(capture.json(), 2);

    assertEquals("{}", capture.objects().get(0).get("values").toString());
    assertEquals(0, capture.objects().get(0).get("version").getAsLong());
    assertEquals(2, capture.objects().get(1).get("version").getAsLong());
  }

  @Test
  void shouldHoldTheLastValueOfADeadWriterAndSaySo() {
    FakeSegment segment = typed();
    segment.commit(axis(7, 1), time.nowNs());
    time.in(PERIOD_NS, segment::writerDies);

    watch(capture.json(), 2);

    JsonObject look = capture.objects().get(1);
    assertFalse(look.get("writerAlive").getAsBoolean());
    assertEquals(7.0, look.getAsJsonObject("values").get("position").getAsDouble());
    assertEquals(100.0, look.get("ageMs").getAsDouble());
  }

  @Test
  void shouldSayThatTheWriterHasParkedTheSegment() {
    FakeSegment segment = typed();
    segment.commit(axis(7, 1), 0);
    segment.writerParks();

    watch(capture.people(), 1);

    assertTrue(capture.out().contains("writer parked"), capture.out());
    assertTrue(capture.out().contains("! the writer has parked the segment"), capture.out());
  }

  @Test
  void shouldCutAValueToTheHeightOfTheTerminal() {
    typed().commit(axis(1, 1), 0);

    watch(capture.terminal(5), 2);

    assertTrue(capture.out().contains("and 4 more\n"), capture.out());
    assertTrue(capture.out().contains("\u001b[4A\r\u001b[J"), capture.out());
  }

  @Test
  void shouldMarkADeadWriterForPeople() {
    FakeSegment segment = typed();
    segment.commit(axis(7, 1), 0);
    segment.writerDies();

    watch(new Output(capture.streams(new Terminal(true, true)), false), 1);

    assertTrue(
        capture.out().contains("\u001b[31m! the writer is dead: the last value is held\u001b[0m"),
        capture.out());
  }

  @Test
  void shouldHoldTheLastValueOfARemovedSegmentAndGoOnWithTheNext() {
    typed().commit(axis(7, 1), 0);
    time.in(PERIOD_NS, () -> segments.remove("axis"));
    time.in(2 * PERIOD_NS, () -> typed().commit(axis(8, 1), 0));

    watch(capture.json(), 3);

    JsonObject removed = capture.objects().get(1);
    assertEquals("REMOVED", removed.get("state").getAsString());
    assertFalse(removed.get("writerAlive").getAsBoolean());
    assertEquals(7.0, removed.getAsJsonObject("values").get("position").getAsDouble());
    JsonObject next = capture.objects().get(2);
    assertEquals("ACTIVE", next.get("state").getAsString());
    assertEquals(8.0, next.getAsJsonObject("values").get("position").getAsDouble());
    assertEquals(0, segments.segment("axis").readers());
  }

  @Test
  void shouldDecodeANewGenerationByItsOwnLayout() {
    FakeSegment segment = typed();
    segment.commit(axis(7, 1), 0);
    RecordLayout.Builder fields = RecordLayout.builder("other");
    IntegerField count = fields.i32("count", "pcs");
    RecordLayout other = fields.build();
    byte[] value = new byte[other.sizeBytes()];
    count.set(MutableRecord.of(value), -3);
    time.in(
        PERIOD_NS,
        () -> {
          segment.newGeneration(other);
          segment.commit(value, 0);
        });

    watch(capture.json(), 2);

    assertEquals("{\"count\":-3}", capture.objects().get(1).get("values").toString());
  }

  @Test
  void shouldHoldTheOldValueWithItsLayoutUntilANewGenerationHasOne() {
    FakeSegment segment = typed();
    segment.commit(axis(7, 1), 0);
    RecordLayout.Builder fields = RecordLayout.builder("other");
    fields.i32("count", "pcs");
    RecordLayout other = fields.build();
    time.in(PERIOD_NS, () -> segment.newGeneration(other));

    watch(capture.json(), 2);

    JsonObject values = capture.objects().get(1).getAsJsonObject("values");
    assertEquals(7.0, values.get("position").getAsDouble());
  }

  @Test
  void shouldHoldTheLastValueWhenTheWriterKeepsOvertaking() {
    FakeSegment segment = typed();
    segment.commit(axis(7, 1), 0);
    time.in(
        PERIOD_NS,
        () -> segment.failNextRead(new VersionConflictException("axis", "overtaken", "try again")));

    watch(capture.json(), 2);

    assertEquals(2, capture.objects().get(1).get("version").getAsLong());
  }

  @Test
  void shouldEndWhenTheTimeIsOver() {
    typed().commit(axis(7, 1), 0);

    new WatchVerb(segments, capture.json(), time, time)
        .run("axis", PERIOD_NS, Long.MAX_VALUE, 3 * PERIOD_NS);

    assertEquals(3, capture.objects().size());
  }

  @Test
  void shouldEndWhenItIsCancelled() {
    typed().commit(axis(7, 1), 0);
    time.in(PERIOD_NS / 2, time::cancel);

    assertEquals(ExitCodes.GOOD, watch(capture.json(), Long.MAX_VALUE));
    assertEquals(1, capture.objects().size());
    assertEquals(0, segments.segment("axis").readers());
  }

  @Test
  void shouldNotWaitForASegmentThatIsNotThere() {
    assertThrows(NotFoundException.class, () -> watch(capture.json(), 1));
  }

  private int watch(Output output, long count) {
    return new WatchVerb(segments, output, time, time)
        .run("axis", PERIOD_NS, count, Long.MAX_VALUE);
  }

  private FakeSegment typed() {
    return segments.add(SegmentSpec.named("axis").record(AXIS).build());
  }

  private static byte[] axis(double position, double load) {
    byte[] value = new byte[AXIS.sizeBytes()];
    MutableRecord record = MutableRecord.of(value);
    POSITION.set(record, position);
    LOAD.set(record, load);
    HOMED.set(record, true);
    TICKS.set(record, -1);
    for (int i = 0; i < CODES.count(); i++) {
      CODES.set(record, i, i);
    }
    LABEL.set(record, "x\u001b[2J");
    return value;
  }
}
