// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentEvent.Kind;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final EventQueue queue = new EventQueue(List.of(event(Kind.CREATED, "known")), 3);

  private static SegmentEvent event(Kind kind, String name) {
    return new SegmentEvent(kind, Sample.of(name).info(), "", 0);
  }

  private List<String> drain() {
    List<String> all = new ArrayList<>();
    for (SegmentEvent event = queue.poll(); event != null; event = queue.poll()) {
      all.add(event.kind() + " " + event.segment().name());
    }
    return all;
  }

  @Test
  void shouldKeepTheOrderOfEventsAndBeginWithWhatIsKnown() {
    queue.add(event(Kind.UPDATED, "a"));
    queue.add(event(Kind.PARKED, "b"));
    queue.add(event(Kind.UPDATED, "c"));

    assertEquals(List.of("CREATED known", "UPDATED a", "PARKED b", "UPDATED c"), drain());
    assertEquals(0, queue.takeDropped());
  }

  @Test
  void shouldLeaveOutTheOldestUpdateFirst() {
    queue.add(event(Kind.PARKED, "a"));
    queue.add(event(Kind.UPDATED, "b"));
    queue.add(event(Kind.UPDATED, "c"));
    queue.add(event(Kind.ORPHANED, "d"));

    assertEquals(List.of("CREATED known", "PARKED a", "UPDATED c", "ORPHANED d"), drain());
    assertEquals(1, queue.takeDropped());
    assertEquals(0, queue.takeDropped());
  }

  @Test
  void shouldLeaveOutTheOldestWhenThereIsNoUpdateAndANewUpdateBeforeThat() {
    queue.add(event(Kind.PARKED, "a"));
    queue.add(event(Kind.PARKED, "b"));
    queue.add(event(Kind.PARKED, "c"));
    queue.add(event(Kind.UPDATED, "d"));
    queue.add(event(Kind.PARKED, "e"));

    assertEquals(List.of("CREATED known", "PARKED b", "PARKED c", "PARKED e"), drain());
    assertEquals(2, queue.takeDropped());
  }
}
