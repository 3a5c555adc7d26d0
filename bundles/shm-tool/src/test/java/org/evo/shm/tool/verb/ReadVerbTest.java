// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.error.WriterDeadException;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegment;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadVerbTest {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long STEP_NS = SECOND_NS / 10;

  private final FakeSegments segments = new FakeSegments();
  private final FakeTime time = new FakeTime();
  private final Capture capture = new Capture();

  @BeforeEach
  void makeEveryLookAtTheClockTakeATenthOfASecond() {
    time.lookTakesNs(STEP_NS);
  }

  @Test
  void shouldFindNothingWrongWithWholeValuesInOrder() {
    FakeSegment segment = segment(pattern(41));
    time.in(3 * STEP_NS, () -> segment.commit(pattern(42), 0));

    assertEquals(ExitCodes.GOOD, read());

    JsonObject result = capture.object();
    assertEquals("axis", result.get("name").getAsString());
    assertTrue(result.get("reads").getAsLong() > 1);
    assertEquals(0, result.get("torn").getAsLong());
    assertEquals(0, result.get("backwards").getAsLong());
    assertEquals(0, result.get("gaveUp").getAsLong());
    assertEquals(3, result.get("conflicts").getAsLong());
    assertEquals(42, result.get("last").getAsLong());
    assertEquals(1.0, result.get("seconds").getAsDouble());
    assertEquals(result.get("reads").getAsDouble(), result.get("readsPerSecond").getAsDouble());
  }

  @Test
  void shouldSayWhyNothingCouldBeRead() {
    segments.add(SegmentSpec.named("axis").build());

    assertEquals(ExitCodes.PROBLEM, read());

    assertEquals(0, capture.object().get("reads").getAsLong());
    assertTrue(capture.object().get("lastError").getAsString().contains("axis"), capture.out());
    assertTrue(capture.err().startsWith("evo-shm: no value could be read: "), capture.err());
    assertEquals(1, capture.err().lines().count());
  }

  @Test
  void shouldDetectATornValue() {
    byte[] torn = pattern(41);
    System.arraycopy(pattern(42), 0, torn, 0, 2048);
    segment(torn);

    assertEquals(ExitCodes.PROBLEM, read());

    JsonObject result = capture.object();
    assertEquals(result.get("reads").getAsLong(), result.get("torn").getAsLong());
    assertEquals(0, result.get("last").getAsLong());
  }

  @Test
  void shouldDetectOneWrongByteAtTheEnd() {
    byte[] torn = pattern(41);
    torn[torn.length - 1]++;
    segment(torn);

    assertEquals(ExitCodes.PROBLEM, read());
  }

  @Test
  void shouldDetectAValueThatGoesBack() {
    FakeSegment segment = segment(pattern(42));
    time.in(3 * STEP_NS, () -> segment.commit(pattern(41), 0));

    assertEquals(ExitCodes.PROBLEM, read());

    assertEquals(1, capture.object().get("backwards").getAsLong());
    assertEquals(0, capture.object().get("torn").getAsLong());
  }

  @Test
  void shouldCountReadsThatReachedTheirBoundWhileWarmingUpApartAndGoOn() {
    FakeSegment segment = segment(pattern(41));
    segment.failNextRead(new VersionConflictException("axis", "overtaken", "try again"));

    assertEquals(ExitCodes.GOOD, read());

    assertEquals(1, capture.object().get("gaveUpWarmingUp").getAsLong());
    assertEquals(0, capture.object().get("gaveUp").getAsLong());
  }

  @Test
  void shouldCountReadsThatReachedTheirBoundAndGoOn() {
    FakeSegment segment = segment(pattern(41));
    time.in(
        8 * STEP_NS,
        () -> segment.failNextRead(new VersionConflictException("axis", "overtaken", "again")));

    assertEquals(ExitCodes.GOOD, read());

    assertEquals(1, capture.object().get("gaveUp").getAsLong());
    assertEquals(0, capture.object().get("gaveUpWarmingUp").getAsLong());
  }

  @Test
  void shouldCountADeadWriterApartAndGoOn() {
    FakeSegment segment = segment(pattern(41));
    segment.failNextRead(new WriterDeadException("axis", "half written", "restart it"));

    assertEquals(ExitCodes.GOOD, read());

    assertEquals(1, capture.object().get("writerDead").getAsLong());
  }

  @Test
  void shouldWaitForTheFirstValue() {
    FakeSegment segment = segments.add(SegmentSpec.named("axis").build());
    time.in(3 * STEP_NS, () -> segment.commit(pattern(41), 0));

    assertEquals(ExitCodes.GOOD, read());
    assertEquals(41, capture.object().get("last").getAsLong());
  }

  @Test
  void shouldReportAProblemWhenNothingCouldBeRead() {
    segments.add(SegmentSpec.named("axis").build());

    assertEquals(ExitCodes.PROBLEM, read());
    assertEquals(0, capture.object().get("reads").getAsLong());
  }

  @Test
  void shouldReadLargerValuesOfANewGeneration() {
    FakeSegment segment = segment(pattern(41));
    byte[] larger = new byte[8192];
    CountingPattern.fill(larger, 42);
    time.in(3 * STEP_NS, () -> segment.commit(larger, 0));

    assertEquals(ExitCodes.GOOD, read());
    assertEquals(42, capture.object().get("last").getAsLong());
  }

  @Test
  void shouldEndWhenTheSegmentIsRemoved() {
    segment(pattern(41));
    time.in(3 * STEP_NS, () -> segments.remove("axis"));

    assertEquals(ExitCodes.GOOD, read());
    assertTrue(capture.err().startsWith("evo-shm: NotFound: axis:"), capture.err());
    assertTrue(capture.object().get("seconds").getAsDouble() < 1);
  }

  @Test
  void shouldShowPeopleASheet() {
    segment(pattern(41));

    new ReadVerb(segments, capture.people(), time, time).run("axis", SECOND_NS);

    assertTrue(capture.out().contains("\ntorn"), capture.out());
    assertTrue(capture.out().contains("a second"), capture.out());
  }

  @Test
  void shouldRefuseATypedSegmentBecauseItHoldsNoPattern() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64("position", "mm");
    segments.add(SegmentSpec.named("axis").record(fields.build()).build());

    assertThrows(UnsupportedException.class, this::read);
    assertEquals(0, segments.segment("axis").readers());
  }

  @Test
  void shouldFailWithNotFound() {
    assertThrows(NotFoundException.class, this::read);
  }

  private int read() {
    return new ReadVerb(segments, capture.json(), time, time).run("axis", SECOND_NS);
  }

  private FakeSegment segment(byte[] value) {
    FakeSegment segment = segments.add(SegmentSpec.named("axis").build());
    segment.commit(value, 0);
    return segment;
  }

  private static byte[] pattern(long counter) {
    byte[] payload = new byte[SegmentSpec.MIN_SIZE_BYTES];
    CountingPattern.fill(payload, counter);
    return payload;
  }
}
