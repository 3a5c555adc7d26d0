// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.spi.ProbeResult;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes orphans whose time has come, and from time to time whatever else was left behind. For one
 * thread.
 */
final class CleanupPasses {

  private static final Logger LOG = LoggerFactory.getLogger(CleanupPasses.class);

  private final SegmentDiscovery discovery;
  private final SegmentCleaner cleaner;
  private final SegmentProbe probe;
  private final Orphans orphans;
  private final CleanupRequest request;

  CleanupPasses(
      SegmentDiscovery discovery,
      SegmentCleaner cleaner,
      SegmentProbe probe,
      Orphans orphans,
      CleanupRequest request) {
    this.discovery = discovery;
    this.cleaner = cleaner;
    this.probe = probe;
    this.orphans = orphans;
    this.request = request;
  }

  /** Removes the orphans that are due and have no readers; the others are tried again. */
  void removeOrphans(long nowNs) {
    Map<Boolean, List<Orphans.Orphan>> due =
        orphans.due(nowNs).stream().collect(Collectors.partitioningBy(this::hasReaders));
    due.get(true).forEach(orphan -> orphans.inUse(orphan, nowNs));
    List<Orphans.Orphan> free = due.get(false);
    if (!free.isEmpty()) {
      // With the grace once more: whoever adopted one and died since has left a sign in its file
      // that is younger than what we were told.
      Set<String> names = free.stream().map(Orphans.Orphan::segment).collect(Collectors.toSet());
      report(cleaner.clean(names, request));
    }
    free.forEach(orphan -> orphans.refused(orphan, nowNs));
  }

  /** After a failure: whatever is due is tried again, later each time. */
  void putOff(long nowNs) {
    orphans.due(nowNs).forEach(orphan -> orphans.refused(orphan, nowNs));
  }

  private boolean hasReaders(Orphans.Orphan orphan) {
    return probe.probe(orphan.file()) instanceof ProbeResult.Segment found
        && found.info().activity().readers() > 0;
  }

  /** Removes what nobody needs any more, residue included, but no orphan before its time. */
  void removeEverything(long nowNs) {
    Set<String> early = early(nowNs);
    CleanupReport look = cleaner.clean(request.asDryRun());
    Set<String> removable = new HashSet<>(look.removed());
    removable.removeAll(early);
    if (!removable.isEmpty()) {
      // By name: whoever dies between the look and the removal is not among them.
      report(cleaner.clean(removable, request));
    } else if (look.removed().isEmpty() && look.filesRemoved() > 0) {
      // What has no name, and residue of segments that stay.
      report(cleaner.clean(request));
    }
  }

  /**
   * What has just died, or has died without our having noticed. Their files may look older than
   * that: a writer need not write often.
   */
  private Set<String> early(long nowNs) {
    Set<String> early = new HashSet<>(orphans.young(nowNs));
    discovery.list().segments().stream()
        .filter(segment -> segment.owner().liveness() == Liveness.ALIVE)
        .forEach(segment -> early.add(segment.name()));
    return early;
  }

  private static void report(CleanupReport report) {
    if (!report.removed().isEmpty() || report.filesRemoved() > 0) {
      LOG.info(
          "removed what was abandoned: {}, {} files, {} bytes",
          report.removed(),
          report.filesRemoved(),
          report.bytesFreed());
    }
  }
}
