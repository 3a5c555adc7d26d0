// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentListing;
import org.evo.shm.SkippedFile;
import org.evo.shm.spi.ProbeResult;

/**
 * What every file of the directory was when it was last looked at, and what follows from that for
 * each name. The work of a look depends on what was looked at, not on how much there is. Not
 * thread-safe.
 */
final class SegmentIndex {

  private final Map<String, ProbeResult> files = new HashMap<>();
  private final Map<String, Set<String>> filesOf = new HashMap<>();
  private final Map<String, Known> known = new TreeMap<>();
  private final Map<Path, SkippedFile> skipped = new TreeMap<>();

  /** File to name, of segments that are {@link Condition#CORRUPT}. */
  private final Map<String, String> corrupt = new HashMap<>();

  /** The files that were there when they were last looked at. */
  Set<String> fileNames() {
    return files.keySet();
  }

  /** The files that were a name's when they were last looked at. */
  Set<String> fileNames(String segment) {
    return filesOf.getOrDefault(segment, Set.of());
  }

  /** What is known, by name. */
  Collection<Known> known() {
    return known.values();
  }

  /** What is known of a name. */
  Optional<Known> known(String segment) {
    return Optional.ofNullable(known.get(segment));
  }

  /**
   * Takes over what files are now.
   *
   * @param looked by file name
   * @return what that means for each name it concerns, whether or not anything is different
   */
  List<Change> apply(Map<String, ProbeResult> looked) {
    Set<String> names = new LinkedHashSet<>();
    looked.forEach((fileName, result) -> replace(fileName, result, names));
    List<Change> changes = new ArrayList<>(names.size());
    for (String name : names) {
      Optional<Known> before = known(name);
      Optional<Known> after = judge(name, before);
      after.ifPresentOrElse(now -> known.put(name, now), () -> known.remove(name));
      changes.add(new Change(name, before, after));
    }
    return changes;
  }

  private void replace(String fileName, ProbeResult now, Set<String> names) {
    boolean gone = now instanceof ProbeResult.Gone;
    ProbeResult before = gone ? files.remove(fileName) : files.put(fileName, now);
    if (before instanceof ProbeResult.Segment segment) {
      forget(segment.info(), fileName, names);
    } else if (before instanceof ProbeResult.Skipped other) {
      skipped.remove(other.file().file());
      // It may be the remains of a segment.
      Optional.ofNullable(corrupt.get(fileName)).ifPresent(names::add);
    }
    if (now instanceof ProbeResult.Segment segment) {
      String name = segment.info().name();
      filesOf.computeIfAbsent(name, n -> new TreeSet<>()).add(fileName);
      names.add(name);
    } else if (now instanceof ProbeResult.Skipped other) {
      skipped.put(other.file().file(), other.file());
    }
  }

  private void forget(SegmentInfo segment, String fileName, Set<String> names) {
    String name = segment.name();
    names.add(name);
    skipped.remove(segment.file());
    Set<String> left = filesOf.get(name);
    left.remove(fileName);
    if (left.isEmpty()) {
      filesOf.remove(name);
    }
  }

  private Optional<Known> judge(String name, Optional<Known> before) {
    List<ProbeResult.Segment> candidates =
        fileNames(name).stream().map(file -> (ProbeResult.Segment) files.get(file)).toList();
    Optional<ProbeResult.Segment> chosen = FileChoice.of(candidates);
    before.ifPresent(old -> corrupt.remove(old.fileName(), name));
    if (chosen.isEmpty()) {
      return before.flatMap(this::remains);
    }
    for (ProbeResult.Segment candidate : candidates) {
      Path file = candidate.info().file();
      FileChoice.reasonAgainst(candidate, chosen.get())
          .ifPresentOrElse(why -> skipped.put(file, why), () -> skipped.remove(file));
    }
    // What was over when it was first seen was never known to anybody.
    return chosen
        .filter(best -> best.attachable() || before.isPresent())
        .map(best -> new Known(Condition.of(best), best.info(), ""));
  }

  /** What is left of a segment that has no file any more: damage, or nothing. */
  private Optional<Known> remains(Known before) {
    if (files.get(before.fileName()) instanceof ProbeResult.Skipped damaged) {
      corrupt.put(before.fileName(), before.info().name());
      return Optional.of(new Known(Condition.CORRUPT, before.info(), damaged.file().reason()));
    }
    return Optional.empty();
  }

  /** All of it, for users. Timing: cold, tens of nanoseconds a segment. */
  SegmentListing listing() {
    List<SegmentInfo> segments =
        known.values().stream().filter(one -> one.condition().isListed()).map(Known::info).toList();
    return new SegmentListing(segments, List.copyOf(skipped.values()));
  }
}
