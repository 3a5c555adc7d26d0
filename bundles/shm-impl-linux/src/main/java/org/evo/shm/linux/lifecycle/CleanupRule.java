// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.CleanupRequest;
import org.evo.shm.NameGlob;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.identity.ProcessTable;

/**
 * What a cleanup keeps of the files that nobody owns: those that were not asked for, the validly
 * parked ones, the young ones and those with readers. A retired file has told its readers to leave
 * and will be claimed by nobody, so that neither time nor readers keep it. Immutable.
 */
final class CleanupRule implements RemovalRule {

  private final ProcessTable processes;
  private final CleanupRequest request;
  private final LastSign now;
  private final NameGlob modules;

  CleanupRule(ProcessTable processes, CleanupRequest request, LastSign now) {
    this.processes = processes;
    this.request = request;
    this.now = now;
    this.modules = new NameGlob(request.moduleGlob());
  }

  @Override
  public Optional<Fate> otherwise(Candidate candidate) throws IOException {
    if (!modules.matches(candidate.file().header().module())
        || !request.states().contains(candidate.live().state())) {
      return Optional.of(new Fate.Unasked());
    }
    Optional<Fate> parked = parked(candidate, processes, now.monotonicNs());
    if (parked.isPresent() || candidate.isRetired() || request.emergency()) {
      return parked;
    }
    if (!isDeadFor(candidate, request.graceMs())) {
      long time = candidate.live().commitTimeNs();
      long ageMs = now.ageMs(candidate.file().status(), time);
      return kept(young(ageMs, request.graceMs(), request.graceMs() + LastSign.LATE_MS));
    }
    int readers = readers(candidate);
    return readers > 0 && !isOlderThan(candidate, request.staleAfterMs())
        ? kept(
            readersAttached(readers)
                + ": "
                + againstReaders(candidate.file().path())
                + ", or use --emergency, which takes it from them")
        : Optional.empty();
  }

  /**
   * Why something is kept that somebody was at work on not long ago, for people.
   *
   * @param ageMs since then
   * @param untilMs at which age it is kept no longer
   */
  static String young(long ageMs, long graceMs, long untilMs) {
    return "its last sign of life is "
        + seconds(ageMs)
        + " s old, the grace period is "
        + seconds(graceMs)
        + " s: kept for another "
        + seconds(Math.max(0, untilMs - ageMs))
        + " s";
  }

  /** With a tenth where that says something. */
  private static String seconds(long ms) {
    long tenths = (ms + 50) / 100;
    boolean whole = tenths % 10 == 0 || tenths >= 100;
    return whole ? Long.toString((tenths + 5) / 10) : tenths / 10 + "." + tenths % 10;
  }

  static String readersAttached(int readers) {
    return readers + (readers == 1 ? " reader is attached" : " readers are attached");
  }

  /** How to be rid of readers, for people. */
  static String againstReaders(Path file) {
    return "end its readers (fuser " + file + ")";
  }

  /** Keeps nothing but what is parked and its time is not over. */
  static RemovalRule unlessParked(ProcessTable processes) {
    return candidate -> parked(candidate, processes, System.nanoTime());
  }

  /** That it is parked and its time is not over, by whomever. */
  private static Optional<Fate> parked(Candidate candidate, ProcessTable processes, long nowNs) {
    boolean parked =
        candidate.isParkedByAnother(processes, nowNs)
            || candidate.isParkedBy(processes.self(), nowNs);
    return parked ? candidate.owner().flatMap(by -> parked(by, nowNs)) : Optional.empty();
  }

  private static Optional<Fate> parked(OwnerRecord by, long nowNs) {
    long leftMs = TimeUnit.NANOSECONDS.toMillis(by.parkedUntilNs() - nowNs);
    return kept(
        "process " + by.process().pid() + " has parked it for another " + seconds(leftMs) + " s");
  }

  private static Optional<Fate> kept(String reason) {
    return Optional.of(new Fate.Kept(reason));
  }

  private boolean isDeadFor(Candidate candidate, long ms) {
    return now.isDeadFor(ms, candidate.file().status(), candidate.live().commitTimeNs());
  }

  private boolean isOlderThan(Candidate candidate, long ms) {
    return now.isOlderThan(ms, candidate.file().status(), candidate.live().commitTimeNs());
  }

  /**
   * Those of existing processes leave their count behind when they are killed, so it counts only
   * until it is proven that none of them has the file. A foreign file goes only with that proof.
   */
  private int readers(Candidate candidate) throws IOException {
    SegmentFile file = candidate.file();
    int ours = ReaderCount.of(file.descriptor());
    int foreign = candidate.live().foreignReaders();
    boolean count =
        foreign > 0
            && !file.header().foreign()
            && !new FileUsers(processes).provenUnused(file.path(), file.writerPid());
    return count ? ours + foreign : ours;
  }
}
