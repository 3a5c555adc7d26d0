// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.spi.SegmentCleaner;

/** Removes what a test says is removable, and remembers what it was asked. Thread-safe. */
final class FakeCleaner implements SegmentCleaner {

  private final Set<String> removable = new ConcurrentSkipListSet<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** What every pass finds worth removing from now on. */
  void offer(String... segments) {
    removable.addAll(Set.of(segments));
  }

  /** The passes: {@code all} or segments, with the grace, in their order; no dry runs. */
  List<String> asked() {
    return asked;
  }

  @Override
  public CleanupReport clean(CleanupRequest request) {
    return clean("all", List.copyOf(removable), request);
  }

  @Override
  public CleanupReport clean(Set<String> segments, CleanupRequest request) {
    Set<String> sorted = new TreeSet<>(segments);
    List<String> removed = sorted.stream().filter(removable::contains).toList();
    return clean(String.join(",", sorted), removed, request);
  }

  private CleanupReport clean(String what, List<String> removed, CleanupRequest request) {
    if (!request.dryRun()) {
      asked.add(what + " " + request.graceMs());
      removed.forEach(removable::remove);
    }
    return new CleanupReport(removed, List.of(), removed.size(), 0, true);
  }
}
