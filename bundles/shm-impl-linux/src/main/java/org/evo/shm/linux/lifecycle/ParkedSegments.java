// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evo.shm.SegmentState;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;

/** Segments that are kept for this process without a writer. Thread-safe. */
public final class ParkedSegments {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;

  /** For the segments of one directory. */
  public ParkedSegments(Posix posix, SegmentDirectory directory, ProcessTable processes) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
  }

  /**
   * Keeps a segment for this process: nobody can write to the file any more, and the owner lock is
   * given up. When it cannot be done the segment is given up without being kept.
   *
   * @param untilNs how long, of CLOCK_MONOTONIC
   */
  public void park(OwnedSegment mine, long untilNs) {
    String name = mine.header().name();
    try (MaintenanceLock lock = MaintenanceLock.acquire(posix, directory, processes, name)) {
      mine.markParked(untilNs);
    } catch (IOException e) {
      throw Failures.of(name, "it cannot be parked", e);
    } finally {
      Failures.release(mine);
    }
  }

  /** What this process has parked, and until when, of CLOCK_MONOTONIC. */
  public Map<String, Long> parkedHere() {
    Map<String, Long> parked = new HashMap<>();
    try {
      for (Path path : directory.dataFiles()) {
        parkedHere(path).ifPresent(one -> parked.put(one.header().name(), one.untilNs()));
      }
    } catch (IOException e) {
      throw Failures.of(directory.path().toString(), "it cannot be searched", e);
    }
    return parked;
  }

  private record Parked(SegmentHeader header, long untilNs) {}

  private Optional<Parked> parkedHere(Path path) {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      return file.state() == SegmentState.PARKED
          ? file.owner()
              .filter(owner -> owner.process().equals(processes.self()))
              .map(owner -> new Parked(file.header(), owner.parkedUntilNs()))
          : Optional.empty();
    } catch (MalformedSegmentException | IOException e) {
      // Whatever it is, we did not park it.
      return Optional.empty();
    }
  }

  /**
   * Removes what is left of a name and neither owned nor parked, unless others are at work on it.
   *
   * @return false when it has to be tried again
   */
  public boolean removeUnowned(String name) {
    Optional<MaintenanceLock> lock = MaintenanceLock.tryAcquire(posix, directory, processes, name);
    lock.ifPresent(held -> remove(name, held, CleanupRule.unlessParked(processes)));
    return lock.isPresent();
  }

  /** As {@link #removeUnowned}; what this process has parked goes, too. Waits for the others. */
  public void removeParked(String name) {
    remove(
        name,
        MaintenanceLock.acquire(posix, directory, processes, name),
        this::unlessParkedByAnother);
  }

  private Optional<Fate> unlessParkedByAnother(Candidate candidate) throws IOException {
    return candidate.isParkedByAnother(processes, System.nanoTime())
        ? CleanupRule.unlessParked(processes).otherwise(candidate)
        : Optional.empty();
  }

  private void remove(String name, MaintenanceLock held, RemovalRule rule) {
    try (held) {
      Hand hand = new Hand.Removing(posix, processes, held);
      new Removal(posix, directory, processes, hand, rule, name)
          .run(directory.candidates(name), Set.of());
    } catch (IOException e) {
      throw Failures.of(name, "what is left of it cannot be removed", e);
    }
  }
}
