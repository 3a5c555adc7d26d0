// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evo.shm.SegmentEvent;

/**
 * The abandoned segments, each with the time from which on it may be removed. Times are of {@link
 * System#nanoTime()}. Thread-safe.
 */
final class Orphans {

  /**
   * One of them.
   *
   * @param dueNs when to try next
   */
  record Orphan(String segment, Path file, long dueNs) {}

  private final Map<String, Orphan> bySegment = new HashMap<>();
  private final long graceNs;

  Orphans(long graceNs) {
    this.graceNs = graceNs;
  }

  /** Takes note of what happened. */
  synchronized void note(SegmentEvent event) {
    String segment = event.segment().name();
    if (event.kind() == SegmentEvent.Kind.ORPHANED) {
      long dueNs = event.atNs() + graceNs;
      bySegment.put(segment, new Orphan(segment, event.segment().file(), dueNs));
    } else if (event.kind() != SegmentEvent.Kind.UPDATED) {
      bySegment.remove(segment);
    }
  }

  /** Those whose time has come. */
  synchronized List<Orphan> due(long nowNs) {
    return bySegment.values().stream().filter(orphan -> nowNs - orphan.dueNs() >= 0).toList();
  }

  /** Those whose time is still to come. */
  synchronized List<String> young(long nowNs) {
    List<String> young = new ArrayList<>();
    bySegment.forEach(
        (segment, orphan) -> {
          if (nowNs - orphan.dueNs() < 0) {
            young.add(segment);
          }
        });
    return young;
  }

  /** Has one tried again later, unless something happened to it meanwhile. */
  synchronized void putOff(Orphan orphan, long untilNs) {
    bySegment.replace(
        orphan.segment(), orphan, new Orphan(orphan.segment(), orphan.file(), untilNs));
  }

  /** How long nothing is due, in ns; {@code mostNs} when there is nothing. */
  synchronized long idleNs(long nowNs, long mostNs) {
    long leftNs = mostNs;
    for (Orphan orphan : bySegment.values()) {
      leftNs = Math.min(leftNs, orphan.dueNs() - nowNs);
    }
    return Math.max(0, leftNs);
  }
}
