// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
   * @param pauseNs how long to wait after that if it cannot be removed
   */
  record Orphan(String segment, Path file, long dueNs, long pauseNs) {}

  /** After how long an orphan is tried again that has readers: half of what is promised. */
  static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Map<String, Orphan> bySegment = new HashMap<>();
  private final long graceNs;
  private final long longestPauseNs;

  /**
   * @param longestPauseNs between two attempts at one that cannot be removed, see {@link #refused}
   */
  Orphans(long graceNs, long longestPauseNs) {
    this.graceNs = graceNs;
    this.longestPauseNs = longestPauseNs;
  }

  /** Takes note of what happened. */
  synchronized void note(SegmentEvent event) {
    String segment = event.segment().name();
    if (event.kind() == SegmentEvent.Kind.ORPHANED) {
      long dueNs = event.atNs() + graceNs;
      bySegment.put(segment, new Orphan(segment, event.segment().file(), dueNs, RETRY_NS));
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

  /** One that has readers is asked about again soon, unless something happened to it meanwhile. */
  void inUse(Orphan orphan, long nowNs) {
    putOff(orphan, nowNs + RETRY_NS, orphan.pauseNs());
  }

  /**
   * One that the cleaner left, unless something happened to it meanwhile. That may be over in a
   * moment, or be for ever, and every attempt lists the directory: the pauses grow.
   */
  void refused(Orphan orphan, long nowNs) {
    putOff(orphan, nowNs + orphan.pauseNs(), Math.min(2 * orphan.pauseNs(), longestPauseNs));
  }

  private synchronized void putOff(Orphan orphan, long dueNs, long pauseNs) {
    bySegment.replace(
        orphan.segment(), orphan, new Orphan(orphan.segment(), orphan.file(), dueNs, pauseNs));
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
