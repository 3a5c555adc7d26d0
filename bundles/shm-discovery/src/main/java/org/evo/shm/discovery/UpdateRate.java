// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentInfo;

/** Tells of commits, at most once a segment and period. Not thread-safe. */
final class UpdateRate {

  /** What listeners were told of a segment, and when, of {@link System#nanoTime()}. */
  private record Told(long version, long atNs) {}

  private final Map<String, Told> told = new HashMap<>();
  private long periodNs;

  /** Begins anew with a period in ms; 0: nothing is told. */
  void periodMs(long periodMs) {
    periodNs = TimeUnit.MILLISECONDS.toNanos(periodMs);
    told.clear();
  }

  /**
   * Takes a change note of.
   *
   * @param otherwise whether listeners are told of it for another reason, which counts as told
   */
  Optional<SegmentEvent> after(Change change, boolean otherwise, long nowNs) {
    Optional<SegmentInfo> info =
        change.after().filter(now -> now.condition().isListed()).map(Known::info);
    if (periodNs == 0 || info.isEmpty()) {
      told.remove(change.segment());
      return Optional.empty();
    }
    long version = info.get().activity().version();
    Told last = told.get(change.segment());
    if (otherwise || last == null) {
      told.put(change.segment(), new Told(version, nowNs));
      return Optional.empty();
    }
    if (version == last.version() || nowNs - last.atNs() < periodNs) {
      return Optional.empty();
    }
    told.put(change.segment(), new Told(version, nowNs));
    String reason = "version " + version + " after " + last.version();
    return Optional.of(new SegmentEvent(SegmentEvent.Kind.UPDATED, info.get(), reason, nowNs));
  }
}
