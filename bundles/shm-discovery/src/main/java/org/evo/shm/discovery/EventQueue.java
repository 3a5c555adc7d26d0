// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.evo.shm.SegmentEvent;

/**
 * What one listener has still to be told. When it is full the oldest {@code UPDATED} is left out,
 * else the oldest event. What is known at the start counts apart, so that there is always room for
 * it. Not thread-safe.
 */
final class EventQueue {

  /** An event with its place in the order. */
  private record Entry(long number, SegmentEvent event) {}

  private final Deque<SegmentEvent> replay;
  private final Deque<Entry> updates = new ArrayDeque<>();
  private final Deque<Entry> others = new ArrayDeque<>();
  private final int capacity;
  private long count;
  private long dropped;

  /**
   * A queue that begins with what is known.
   *
   * @param capacity how many events it holds besides
   */
  EventQueue(List<SegmentEvent> replay, int capacity) {
    this.replay = new ArrayDeque<>(replay);
    this.capacity = capacity;
  }

  void add(SegmentEvent event) {
    boolean update = event.kind() == SegmentEvent.Kind.UPDATED;
    if (updates.size() + others.size() == capacity) {
      dropped++;
      if (updates.pollFirst() == null) {
        if (update) {
          return;
        }
        others.pollFirst();
      }
    }
    (update ? updates : others).addLast(new Entry(count++, event));
  }

  /** The next event, null when there is none. */
  SegmentEvent poll() {
    if (!replay.isEmpty()) {
      return replay.pollFirst();
    }
    Entry update = updates.peekFirst();
    Entry other = others.peekFirst();
    if (update == null && other == null) {
      return null;
    }
    boolean updateFirst = other == null || update != null && update.number() < other.number();
    return (updateFirst ? updates : others).pollFirst().event();
  }

  /** How many events were left out since it was last asked. */
  long takeDropped() {
    long since = dropped;
    dropped = 0;
    return since;
  }
}
