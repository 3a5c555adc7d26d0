// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentSpec;
import org.evo.shm.error.CorruptException;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.InvalidSizeException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.fake.Capture;
import org.evo.shm.tool.fake.FakeSegment;
import org.evo.shm.tool.fake.FakeSegments;
import org.evo.shm.tool.fake.FakeTime;
import org.junit.jupiter.api.Test;

class WriteVerbTest {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final SegmentSpec SPEC = SegmentSpec.named("axis").build();

  private final FakeSegments segments = new FakeSegments();
  private final FakeTime time = new FakeTime();
  private final Capture capture = new Capture();

  @Test
  void shouldWriteAtTheRateAndSayWhatItDid() {
    assertEquals(ExitCodes.GOOD, verb(capture.json()).run(SPEC, 10, 2 * SECOND_NS));

    JsonObject summary = capture.object();
    assertEquals("axis", summary.get("name").getAsString());
    assertEquals(20, summary.get("writes").getAsLong());
    assertEquals(2.0, summary.get("seconds").getAsDouble());
    assertEquals(10.0, summary.get("rate").getAsDouble());
    assertEquals(40, summary.get("lastVersion").getAsLong());
  }

  @Test
  void shouldWriteTheWholePatternStartingAtOne() {
    FakeSegment segment = segments.add(SPEC);
    byte[] seen = new byte[SPEC.sizeBytes()];
    time.in(SECOND_NS / 2, () -> copyPayload(segment, seen));

    verb(capture.json()).run(SPEC, 1, SECOND_NS);

    assertEquals(1, CountingPattern.counter(seen));
    assertTrue(CountingPattern.isWhole(seen, seen.length));
  }

  @Test
  void shouldGoOnBehindAnEarlierWritersCounter() {
    FakeSegment segment = segments.add(SPEC);
    for (int i = 0; i < 5; i++) {
      segment.commit(new byte[8], 0);
    }
    byte[] seen = new byte[SPEC.sizeBytes()];
    time.in(SECOND_NS / 2, () -> copyPayload(segment, seen));

    verb(capture.json()).run(SPEC, 1, SECOND_NS);

    assertEquals(6, CountingPattern.counter(seen));
  }

  @Test
  void shouldWriteInBatchesAtFullSpeed() {
    time.lookTakesNs(SECOND_NS / 4);

    verb(capture.json()).run(SPEC, 0, SECOND_NS);

    assertEquals(0, capture.object().get("writes").getAsLong() % WriteVerb.BATCH);
    assertTrue(capture.object().get("writes").getAsLong() > 0);
  }

  @Test
  void shouldRemoveTheSegmentAndSumUpWhenItIsCancelled() {
    time.in(SECOND_NS / 2, time::cancel);

    assertEquals(ExitCodes.GOOD, verb(capture.people()).run(SPEC, 10, Long.MAX_VALUE));

    assertTrue(segments.isEmpty());
    assertEquals("axis: 5 writes in 0.500 s, 10.0 a second, last version 10\n", capture.out());
  }

  @Test
  void shouldSayOnStandardErrorWhenItIsReady() {
    verb(capture.json()).run(SPEC, 10, SECOND_NS);

    assertEquals("evo-shm: writing 4096 bytes to axis at 10 Hz\n", capture.err());
  }

  @Test
  void shouldRemoveTheSegmentWhenAWriteFails() {
    SegmentSpec small =
        SegmentSpec.named("axis").capacityBytes(4).commitTime(CommitTime.LOOP).build();

    assertThrows(InvalidSizeException.class, () -> verb(capture.json()).run(small, 1, SECOND_NS));
    assertTrue(segments.isEmpty());
  }

  @Test
  void shouldGoOnWhenTheSegmentIsPublishedAgainAndSaySo() {
    FakeSegment segment = segments.add(SPEC);
    time.in(
        SECOND_NS / 2, () -> segment.failWrites(new SegmentBusyException("axis", "lost", "wait")));
    time.in(
        SECOND_NS,
        () -> {
          segment.failWrites(null);
          segments.republish("axis");
        });
    assertEquals(ExitCodes.GOOD, verb(capture.people()).run(SPEC, 10, 2 * SECOND_NS));
    assertTrue(capture.out().contains("; published again 1 time, "), capture.out());
    assertTrue(capture.out().endsWith(" refused meanwhile\n"), capture.out());
    assertTrue(
        capture.err().endsWith("axis was lost to a third party and has been published again\n"),
        capture.err());
  }

  @Test
  void shouldBeAProblemWhenTheSegmentIsStillLostInTheEnd() {
    FakeSegment segment = segments.add(SPEC);
    time.in(
        SECOND_NS / 2,
        () -> segment.failWrites(new CorruptException("axis", "truncated", "write again")));
    assertEquals(ExitCodes.PROBLEM, verb(capture.json()).run(SPEC, 10, SECOND_NS));
    assertTrue(capture.object().get("lost").getAsBoolean());
    assertEquals(0, capture.object().get("republished").getAsInt());
    assertTrue(capture.object().get("refused").getAsLong() > 0);
  }

  @Test
  void shouldSayWhatItDidWhenAnotherWriterTakesTheSegment() {
    FakeSegment segment = segments.add(SPEC);
    time.in(
        SECOND_NS / 2,
        () -> segment.failWrites(new HandleClosedException("axis", "it was lost", "wait")));
    assertThrows(HandleClosedException.class, () -> verb(capture.json()).run(SPEC, 10, SECOND_NS));
    assertTrue(capture.err().contains("evo-shm: axis: 5 writes"), capture.err());
  }

  private WriteVerb verb(Output output) {
    return new WriteVerb(segments, output, time, time);
  }

  private static void copyPayload(FakeSegment segment, byte[] to) {
    byte[] payload = segment.payload();
    System.arraycopy(payload, 0, to, 0, payload.length);
  }
}
