// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.evo.shm.Liveness;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SkippedFile;
import org.evo.shm.spi.ProbeResult;

/**
 * Decides which file stands for a name, as an attaching reader would: names are unique across
 * modules, but a crash can leave several files of one name. Used by one thread, once.
 */
final class SegmentSelection {

  /** The best one last. The path only makes the choice repeatable. */
  private static final Comparator<SegmentInfo> PREFERENCE =
      Comparator.comparing((SegmentInfo s) -> s.owner().liveness() == Liveness.ALIVE)
          .thenComparingLong(s -> s.owner().generation())
          .thenComparing(s -> s.owner().createdAt())
          .thenComparing(SegmentInfo::file);

  private final Map<String, SegmentInfo> chosen = new HashMap<>();
  private final List<SegmentInfo> passedOver = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();

  private SegmentSelection() {}

  /** The segments by name and everything else by path. */
  static SegmentListing of(List<ProbeResult> results) {
    SegmentSelection selection = new SegmentSelection();
    results.forEach(selection::take);
    return selection.listing();
  }

  private void take(ProbeResult result) {
    if (result instanceof ProbeResult.Skipped other) {
      skipped.add(other.file());
    } else if (result instanceof ProbeResult.Segment segment) {
      if (segment.attachable()) {
        choose(segment.info());
      } else {
        skipped.add(retired(segment.info()));
      }
    }
  }

  private void choose(SegmentInfo candidate) {
    SegmentInfo other = chosen.get(candidate.name());
    if (other == null || PREFERENCE.compare(candidate, other) > 0) {
      chosen.put(candidate.name(), candidate);
      if (other != null) {
        passedOver.add(other);
      }
    } else {
      passedOver.add(candidate);
    }
  }

  private SegmentListing listing() {
    passedOver.forEach(s -> skipped.add(superseded(s, chosen.get(s.name()))));
    List<SegmentInfo> segments = new ArrayList<>(chosen.values());
    segments.sort(Comparator.comparing(SegmentInfo::name));
    skipped.sort(Comparator.comparing(SkippedFile::file));
    return new SegmentListing(segments, skipped);
  }

  private static SkippedFile retired(SegmentInfo segment) {
    return new SkippedFile(segment.file(), "retired: nothing of '" + segment.name() + "' is left");
  }

  private static SkippedFile superseded(SegmentInfo old, SegmentInfo used) {
    Path usedFile = used.file().getFileName();
    return new SkippedFile(
        old.file(),
        "left over: generation "
            + old.owner().generation()
            + " of '"
            + old.name()
            + "', which is now generation "
            + used.owner().generation()
            + " in "
            + usedFile);
  }
}
