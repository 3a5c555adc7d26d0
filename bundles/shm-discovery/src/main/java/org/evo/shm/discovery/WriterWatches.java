// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.evo.shm.SegmentInfo;
import org.evo.shm.spi.ProcessWatch;

/** Has the processes of writers watched that can be. Not thread-safe. */
final class WriterWatches implements AutoCloseable {

  /** Whose watch it is: another claim of the segment is another process's, perhaps. */
  record Claim(String segment, String fileName, Instant createdAt, long generation) {

    private static Claim of(Known known) {
      SegmentInfo info = known.info();
      SegmentInfo.Owner owner = info.owner();
      return new Claim(info.name(), known.fileName(), owner.createdAt(), owner.generation());
    }
  }

  /** A claim whose writer was to be watched. */
  private static final class Attended {
    private final Claim claim;
    private Optional<ProcessWatch.Watch> watch = Optional.empty();
    private boolean ended;

    Attended(Claim claim) {
      this.claim = claim;
    }

    void release() {
      watch.ifPresent(ProcessWatch.Watch::close);
      watch = Optional.empty();
    }
  }

  private static final Set<Condition> OWNED = EnumSet.of(Condition.LIVE, Condition.PARKED);

  private final Optional<ProcessWatch> processes;
  private final Consumer<Claim> ended;
  private final Map<String, Attended> bySegment = new HashMap<>();

  /**
   * Nobody is watched yet.
   *
   * @param ended is told the claim of a writer whose process has ended, on any thread
   */
  WriterWatches(Optional<ProcessWatch> processes, Consumer<Claim> ended) {
    this.processes = processes;
    this.ended = ended;
  }

  /**
   * Watches the writer of a segment if it has one that lives, or may come back, once a claim.
   * Timing: cold.
   */
  void attend(String segment, Optional<Known> now) {
    Optional<Known> live = now.filter(known -> OWNED.contains(known.condition()));
    Attended old = bySegment.get(segment);
    if (old != null && live.map(Claim::of).filter(old.claim::equals).isPresent()) {
      return;
    }
    if (old != null) {
      old.release();
      bySegment.remove(segment);
    }
    live.ifPresent(known -> watch(Claim.of(known), known.info().file()));
  }

  private void watch(Claim claim, Path file) {
    Attended attended = new Attended(claim);
    bySegment.put(claim.segment(), attended);
    attended.watch = processes.flatMap(p -> p.watchWriter(file, () -> ended.accept(claim)));
  }

  /**
   * The process of a claim's writer has ended: its watch is used up.
   *
   * @return the file to look at
   */
  String end(Claim claim) {
    Attended attended = bySegment.get(claim.segment());
    // The segment may have another writer by now.
    if (attended != null && attended.claim.equals(claim)) {
      attended.release();
      attended.ended = true;
    }
    return claim.fileName();
  }

  /** Tries again what could not be watched when it is attended the next time. */
  void forgetUnwatched() {
    bySegment.values().removeIf(attended -> attended.watch.isEmpty() && !attended.ended);
  }

  /** The files whose writers are being watched. */
  Set<String> watched() {
    return fileNames(attended -> attended.watch.isPresent());
  }

  /** The files whose writers' processes have ended, though their locks do not say so yet. */
  Set<String> dying() {
    return fileNames(attended -> attended.ended);
  }

  private Set<String> fileNames(Predicate<Attended> wanted) {
    return bySegment.values().stream()
        .filter(wanted)
        .map(attended -> attended.claim.fileName())
        .collect(Collectors.toSet());
  }

  @Override
  public void close() {
    bySegment.values().forEach(Attended::release);
    bySegment.clear();
  }
}
