// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.evo.shm.SegmentEvent.Kind.ADOPTED;
import static org.evo.shm.SegmentEvent.Kind.CORRUPT;
import static org.evo.shm.SegmentEvent.Kind.CREATED;
import static org.evo.shm.SegmentEvent.Kind.ORPHANED;
import static org.evo.shm.SegmentEvent.Kind.PARKED;
import static org.evo.shm.SegmentEvent.Kind.REMOVED;
import static org.evo.shm.SegmentEvent.Kind.RETIRED;
import static org.evo.shm.SegmentEvent.Kind.WRITER_DEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the README, line by line. */
class DifferenceTest {

  private static final Sample SEGMENT = Sample.of("axis");
  private static final Known NONE = null;
  private static final Known LIVE = SEGMENT.known();
  private static final Known PARK = SEGMENT.parked().known();
  private static final Known ORPHAN = SEGMENT.dead().known();
  private static final Known EXPIRED = SEGMENT.expired().known();
  private static final Known FOREIGN = SEGMENT.liveness(Liveness.UNKNOWN).known();
  private static final Known RETIRE = SEGMENT.retired().known();
  private static final Known BAD = SEGMENT.corrupt("too short");
  private static final Known CLAIMED = SEGMENT.generation(2).known();
  private static final Known REPLACED = SEGMENT.replaced().known();
  private static final Known ELSEWHERE =
      SEGMENT.generation(2).file(Path.of("/shm/evo_app_axis_2")).known();

  private static Arguments line(Known before, Known after, SegmentEvent.Kind... events) {
    return Arguments.of(Optional.ofNullable(before), Optional.ofNullable(after), List.of(events));
  }

  static Stream<Arguments> table() {
    return Stream.of(
        line(NONE, LIVE, CREATED),
        line(NONE, FOREIGN, CREATED),
        line(NONE, PARK, CREATED, PARKED),
        line(NONE, ORPHAN, CREATED, ORPHANED),
        line(NONE, EXPIRED, CREATED, ORPHANED),
        line(LIVE, LIVE),
        line(LIVE, CLAIMED, ADOPTED),
        line(LIVE, PARK, PARKED),
        line(LIVE, ORPHAN, WRITER_DEAD, ORPHANED),
        line(LIVE, EXPIRED, PARKED, ORPHANED),
        line(LIVE, SEGMENT.generation(2).dead().known(), ADOPTED, WRITER_DEAD, ORPHANED),
        line(LIVE, SEGMENT.generation(2).parked().known(), ADOPTED, PARKED),
        line(LIVE, REPLACED, RETIRED, CREATED),
        line(LIVE, ELSEWHERE, RETIRED, CREATED),
        line(LIVE, RETIRE, RETIRED),
        line(LIVE, BAD, CORRUPT),
        line(LIVE, NONE, RETIRED, REMOVED),
        line(PARK, PARK),
        line(PARK, CLAIMED, ADOPTED),
        line(PARK, LIVE, ADOPTED),
        line(PARK, EXPIRED, ORPHANED),
        line(PARK, NONE, RETIRED, REMOVED),
        line(ORPHAN, CLAIMED, ADOPTED),
        line(ORPHAN, SEGMENT.generation(2).dead().known(), ADOPTED, WRITER_DEAD, ORPHANED),
        line(ORPHAN, ELSEWHERE, RETIRED, CREATED),
        line(ORPHAN, NONE, REMOVED),
        line(ORPHAN, BAD, CORRUPT),
        line(FOREIGN, CLAIMED, ADOPTED),
        line(FOREIGN, NONE, REMOVED),
        line(RETIRE, NONE, REMOVED),
        line(RETIRE, REPLACED, CREATED),
        line(RETIRE, RETIRE),
        line(BAD, BAD),
        line(BAD, NONE, REMOVED),
        line(BAD, LIVE, CREATED),
        line(BAD, ORPHAN, CREATED, ORPHANED),
        line(BAD, RETIRE));
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldTellWhatMustHaveHappened(
      Optional<Known> before, Optional<Known> after, List<SegmentEvent.Kind> expected) {
    List<SegmentEvent> events = Difference.events(new Change("axis", before, after), 7);

    assertEquals(expected, events.stream().map(SegmentEvent::kind).toList());
    events.forEach(event -> assertEquals(7, event.atNs()));
  }

  @Test
  void shouldShowTheSegmentAsItWasBeforeItBecameCorrupt() {
    SegmentEvent event =
        Difference.events(new Change("axis", Optional.of(LIVE), Optional.of(BAD)), 0).get(0);

    assertEquals(LIVE.info(), event.segment());
    assertEquals("too short", event.reason());
  }

  @Test
  void shouldReplayWhatIsTrueNow() {
    assertEquals(
        List.of(CREATED, ORPHANED),
        Difference.replay(ORPHAN, 0).stream().map(SegmentEvent::kind).toList());
    assertEquals(List.of(), Difference.replay(BAD, 0));
  }
}
