// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * When to look again where nobody gives a hint. Knows no clock; times are of one monotonic clock,
 * in ns. Not thread-safe.
 */
final class Schedule {

  /** Looking at versions takes at most one part in this many of the time. */
  private static final int VERSIONS_SHARE = 10;

  private static final long FIRST_DOUBT_NS = TimeUnit.MILLISECONDS.toNanos(5);

  /** A file that may be about to change, and how long it was given the last time. */
  private record Doubt(long dueNs, long delayNs) {}

  private final long scanNs;
  private final long validationNs;
  private final long versionsNs;
  private final Map<String, Doubt> doubts = new HashMap<>();
  private long scanDueNs;
  private long validationDueNs;
  private long versionsDueNs;

  /** Everything is due at once but the versions. */
  Schedule(DiscoverySettings settings, long nowNs) {
    this.scanNs = TimeUnit.MILLISECONDS.toNanos(settings.scanMs());
    this.validationNs = TimeUnit.MILLISECONDS.toNanos(settings.validationMs());
    this.versionsNs = TimeUnit.MILLISECONDS.toNanos(settings.updatedMs());
    this.scanDueNs = nowNs;
    this.validationDueNs = nowNs + validationNs;
    this.versionsDueNs = nowNs + versionsNs;
  }

  /** Whether everything is to be looked at; then it is not due again for a while. */
  boolean takeScan(long nowNs) {
    if (nowNs - scanDueNs < 0) {
      return false;
    }
    scanDueNs = nowNs + scanNs;
    return true;
  }

  /** Has everything looked at as soon as possible. */
  void scanSoon(long nowNs) {
    scanDueNs = nowNs;
  }

  /** Whether what nobody announces is to be looked at; then it is not due again for a while. */
  boolean takeValidation(long nowNs) {
    if (nowNs - validationDueNs < 0) {
      return false;
    }
    validationDueNs = nowNs + validationNs;
    return true;
  }

  /** Whether versions are to be looked at; then they are not due again for a while. */
  boolean takeVersions(long nowNs) {
    if (versionsNs == 0 || nowNs - versionsDueNs < 0) {
      return false;
    }
    versionsDueNs = nowNs + versionsNs;
    return true;
  }

  /** Puts the versions off by what looking at them has cost. */
  void versionsTook(long durationNs) {
    versionsDueNs += Math.max(0, durationNs * VERSIONS_SHARE - versionsNs);
  }

  /** Has a file looked at again soon, each time later, until the validation sees to it. */
  void doubt(String fileName, long nowNs) {
    Doubt last = doubts.get(fileName);
    long delayNs = last == null ? FIRST_DOUBT_NS : last.delayNs() * 2;
    if (delayNs < validationNs) {
      doubts.put(fileName, new Doubt(nowNs + delayNs, delayNs));
    } else {
      doubts.remove(fileName);
    }
  }

  /** A file is clear. */
  void clear(String fileName) {
    doubts.remove(fileName);
  }

  /** Files in doubt that are to be looked at now, so many at most: the others stay due. */
  List<String> doubtsDue(long nowNs, int most) {
    return doubts.entrySet().stream()
        .filter(doubt -> nowNs - doubt.getValue().dueNs() >= 0)
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How long nothing is due, in ms, rounded up; 0 when something is. */
  long idleMs(long nowNs) {
    long leftNs = Math.min(scanDueNs - nowNs, validationDueNs - nowNs);
    if (versionsNs != 0) {
      leftNs = Math.min(leftNs, versionsDueNs - nowNs);
    }
    for (Doubt doubt : doubts.values()) {
      leftNs = Math.min(leftNs, doubt.dueNs() - nowNs);
    }
    long roundedUp = leftNs + TimeUnit.MILLISECONDS.toNanos(1) - 1;
    return leftNs <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(roundedUp);
  }
}
