// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentState;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * One pass over what a listing found. Headers say which files belong to which name. Each name is
 * looked at first, without a lock, and removed under its maintenance lock only if that look found
 * something to remove: so what lives is disturbed by nobody, and a dry run sees what a real one
 * does. Used once, by one thread.
 */
final class CleanupPass {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final CleanupRequest request;
  private final RemovalRule rule;
  private final DebrisRemoval debris;
  private final List<RemovalOutcome> outcomes = new ArrayList<>();
  private final Set<Path> debrisRemoved = new HashSet<>();

  CleanupPass(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      CleanupRequest request,
      LastSign now) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.request = request;
    this.rule = new CleanupRule(processes, request, now);
    this.debris = new DebrisRemoval(posix, directory, processes, request, now);
  }

  CleanupReport run(DirectoryContents contents, Predicate<String> segments) {
    Map<String, List<Path>> data = new TreeMap<>();
    for (String fileName : contents.data()) {
      Path path = directory.resolve(fileName);
      segmentOf(path)
          .filter(segments)
          .ifPresent(name -> data.computeIfAbsent(name, n -> new ArrayList<>()).add(path));
    }
    contents.residue().keySet().forEach(name -> data.computeIfAbsent(name, n -> List.of()));
    data.forEach((name, files) -> clean(name, files, contents.residue()));
    return report();
  }

  /** The segment whose data a file is; what belongs to none is dealt with at once. */
  private Optional<String> segmentOf(Path path) {
    RemovalOutcome outcome = new RemovalOutcome("");
    try {
      Optional<FileStatus> status = posix.status(path);
      if (status.isEmpty()) {
        return Optional.empty();
      }
      if (!status.get().isRegular()) {
        removeDebris(path, status.get().kindName(), outcome);
      } else {
        return segmentOfFile(path, outcome);
      }
    } catch (IOException | ShmException e) {
      fail(outcome, path, e);
    }
    outcomes.add(outcome);
    return Optional.empty();
  }

  private Optional<String> segmentOfFile(Path path, RemovalOutcome outcome) throws IOException {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      file.liveForHeir();
      return Optional.of(file.header().name());
    } catch (MalformedSegmentException e) {
      removeDebris(path, e.getMessage(), outcome);
    } catch (PosixException e) {
      Optional<FileStatus> strangers = posix.status(path).filter(s -> !directory.owns(s));
      if (e.errno() != Errno.EACCES || strangers.isEmpty()) {
        throw e;
      }
      outcome.add(path, new Fate.Kept(SegmentDirectory.unreadable(strangers.get())));
    }
    outcomes.add(outcome);
    return Optional.empty();
  }

  private void removeDebris(Path path, String problem, RemovalOutcome outcome) throws IOException {
    Fate fate = debris.clean(path, problem);
    if (fate instanceof Fate.Removed) {
      debrisRemoved.add(path);
    }
    outcome.add(path, fate);
  }

  private void clean(String name, List<Path> data, Map<String, Set<String>> residue) {
    Path lockFile = directory.resolve(FileNames.lock(name));
    try {
      Set<String> others = residue.getOrDefault(name, Set.of());
      if (!isSound(name, data, others)) {
        boolean locked = others.contains(FileNames.lock(name));
        Optional<String> obstacle = locked ? obstacle(lockFile) : Optional.empty();
        outcomes.add(
            obstacle.isPresent()
                ? kept(name, lockFile, obstacle.get())
                : clean(name, data, lockFile, locked ? stateOf(lockFile) : LockState.NONE));
      }
    } catch (IOException | ShmException e) {
      RemovalOutcome outcome = new RemovalOutcome(name);
      fail(outcome, data.isEmpty() ? lockFile : data.get(0), e);
      outcomes.add(outcome);
    }
  }

  /** Whether it is one file with a living owner, and nothing beside it but metadata. */
  private boolean isSound(String name, List<Path> data, Set<String> residue) throws IOException {
    boolean plain = residue.isEmpty() || residue.equals(Set.of(FileNames.meta(name)));
    if (!plain || data.size() != 1) {
      return false;
    }
    try (SegmentFile file = SegmentFile.open(posix, data.get(0), false)) {
      return file.isOwned(processes) && file.state() == SegmentState.ACTIVE;
    } catch (MalformedSegmentException e) {
      return false;
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /** What lies where the lock file belongs and will let nobody of us in. */
  private Optional<String> obstacle(Path lockFile) throws IOException {
    Optional<FileStatus> status = posix.status(lockFile);
    return status
        .flatMap(directory::obstacle)
        .map(
            problem ->
                problem
                    + ", so that nothing of this name can be removed: "
                    + directory.removal(lockFile, status.get()));
  }

  /**
   * A lock file as it was found.
   *
   * @param state who holds it
   * @param status which file it is
   */
  private record LockState(MaintenanceLock.State state, Optional<FileStatus> status) {

    static final LockState NONE = new LockState(MaintenanceLock.State.ABSENT, Optional.empty());
  }

  private LockState stateOf(Path lockFile) throws IOException {
    Optional<FileStatus> status = posix.status(lockFile);
    return new LockState(MaintenanceLock.look(posix, processes, lockFile), status);
  }

  private RemovalOutcome clean(String name, List<Path> data, Path lockFile, LockState found)
      throws IOException {
    if (found.state() == MaintenanceLock.State.BUSY) {
      return busy(name, lockFile);
    }
    boolean leftBehind =
        found.state() == MaintenanceLock.State.LEFT_BEHIND
            && request.states().containsAll(CleanupRequest.ALL_STATES);
    RemovalOutcome look = removal(new Hand.Looking(processes), name).run(data, debrisRemoved);
    if (leftBehind) {
      look.addResidue();
    }
    if (request.dryRun() || look.filesRemoved() == 0) {
      return look;
    }
    Optional<MaintenanceLock> free = MaintenanceLock.tryAcquire(posix, directory, processes, name);
    if (free.isEmpty()) {
      return busy(name, lockFile);
    }
    try (MaintenanceLock lock = free.get()) {
      RemovalOutcome done =
          removal(new Hand.Removing(posix, processes, lock), name).run(data, debrisRemoved);
      if (leftBehind && found.status().filter(lock::isSame).isPresent()) {
        done.addResidue();
      }
      return done;
    }
  }

  private Removal removal(Hand hand, String name) {
    return new Removal(posix, directory, processes, hand, rule, name);
  }

  private static RemovalOutcome busy(String name, Path lockFile) {
    return kept(name, lockFile, DirectoryCleaner.AT_WORK);
  }

  private static RemovalOutcome kept(String name, Path file, String reason) {
    RemovalOutcome outcome = new RemovalOutcome(name);
    outcome.add(file, new Fate.Kept(reason));
    return outcome;
  }

  private static void fail(RemovalOutcome outcome, Path path, Exception e) {
    outcome.addFailure(path, e instanceof ShmException known ? known.reason() : e.getMessage());
  }

  private CleanupReport report() {
    List<String> removed =
        outcomes.stream().filter(RemovalOutcome::removedSegment).map(RemovalOutcome::name).toList();
    return new CleanupReport(
        removed,
        outcomes.stream().flatMap(o -> o.kept().stream()).toList(),
        outcomes.stream().mapToInt(RemovalOutcome::filesRemoved).sum(),
        outcomes.stream().mapToLong(RemovalOutcome::bytesFreed).sum(),
        outcomes.stream().allMatch(RemovalOutcome::isComplete));
  }
}
