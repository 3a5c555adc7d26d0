// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.identity.FileUsers;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * Removes what is left of one name: files that nobody owns and that a rule does not keep, temporary
 * files, and the metadata when no file remains. What it cannot prove to be abandoned it leaves
 * alone, and says why. Used once, by one thread.
 */
final class Removal {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Hand hand;
  private final RemovalRule rule;
  private final RemovalOutcome outcome;
  private final String name;

  /** An older file that may be attached to stays; a newer one must not go before it. */
  private boolean olderKept;

  Removal(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      Hand hand,
      RemovalRule rule,
      String name) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.hand = hand;
    this.rule = rule;
    this.outcome = new RemovalOutcome(name);
    this.name = name;
  }

  /**
   * One pass.
   *
   * @param data files that can be this segment's
   * @param gone other files that are not there any more, or are to be taken for that
   */
  RemovalOutcome run(List<Path> data, Set<Path> gone) throws IOException {
    for (Path path : oldestFirst(data)) {
      outcome.add(path, fate(path));
    }
    if (hand.isAlone()) {
      removeResidue(FileNames.temporary(name));
      removeResidue(FileNames.temporaryMeta(name));
      if (!outcome.leavesAny() && !isMetadataOfAnother(data, gone)) {
        removeResidue(FileNames.meta(name));
      }
    }
    return outcome;
  }

  /** The newest last: a reader that looks meanwhile must not be sent back to an older one. */
  private List<Path> oldestFirst(List<Path> data) {
    if (data.size() < 2) {
      return data;
    }
    Map<Path, Long> generations = new HashMap<>();
    data.forEach(path -> generations.put(path, generation(path)));
    return generations.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  private long generation(Path path) {
    try (SegmentFile file = SegmentFile.open(posix, path, false)) {
      return file.generation();
    } catch (MalformedSegmentException | IOException e) {
      // It is opened again, and judged, when its turn comes.
      return 0;
    }
  }

  private Fate fate(Path path) throws IOException {
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty() || !status.get().isRegular()) {
      return new Fate.Elsewhere();
    }
    if (!directory.owns(status.get())) {
      return new Fate.Foreign("it belongs to " + SegmentDirectory.userOf(status.get()));
    }
    try (SegmentFile file = SegmentFile.open(posix, path, hand.writes())) {
      return file.header().name().equals(name) ? fate(file) : new Fate.Elsewhere();
    } catch (MalformedSegmentException e) {
      // A damaged file has no name: it is judged by itself.
      return new Fate.Elsewhere();
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return new Fate.Elsewhere();
      }
      throw e;
    }
  }

  private Fate fate(SegmentFile file) throws IOException, MalformedSegmentException {
    Candidate candidate = hand.examine(file);
    if (candidate.isHeld()) {
      return new Fate.InUse();
    }
    if (candidate.isChangingHands()) {
      return kept(candidate, "its writer is exiting, or another process is at work on it");
    }
    Optional<Fate> otherwise = rule.otherwise(candidate);
    if (otherwise.isPresent()) {
      olderKept |= !candidate.isRetired();
      return otherwise.get();
    }
    if (olderKept && !candidate.isRetired()) {
      return new Fate.Kept("an older file of it is kept, to which its readers must not go back");
    }
    if (file.header().foreign() && !isProvenUnused(file)) {
      return kept(
          candidate,
          "an existing EVO process (pid "
              + file.writerPid()
              + ") made it, and that it is gone is not proven");
    }
    if (!hand.isAlone()) {
      return kept(candidate, DirectoryCleaner.AT_WORK);
    }
    hand.remove(file, candidate.live());
    return new Fate.Removed(file.status().allocatedBytes());
  }

  private Fate kept(Candidate candidate, String reason) {
    olderKept |= !candidate.isRetired();
    return new Fate.Kept(reason);
  }

  private boolean isProvenUnused(SegmentFile file) throws IOException {
    return new FileUsers(processes).provenUnused(file.path(), file.writerPid());
  }

  /**
   * Whether the metadata speak of a file that stays: one that has come since the directory was
   * listed, since whoever claims a name writes them anew, or a damaged one.
   */
  private boolean isMetadataOfAnother(List<Path> data, Set<Path> gone) throws IOException {
    Optional<Path> named =
        MetadataContent.of(posix, directory, name).fileName().map(directory::resolve);
    if (named.isEmpty() || data.contains(named.get()) || gone.contains(named.get())) {
      return false;
    }
    try (SegmentFile file = SegmentFile.open(posix, named.get(), false)) {
      return file.header().name().equals(name);
    } catch (MalformedSegmentException e) {
      return FileNames.canBe(FileNames.of(named.get()), name);
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  private void removeResidue(String fileName) throws IOException {
    Path path = directory.resolve(fileName);
    Optional<FileStatus> status = posix.status(path);
    if (status.isEmpty()) {
      return;
    }
    if (status.get().isRegular() && directory.owns(status.get())) {
      hand.unlink(path);
      outcome.addResidue();
    } else {
      outcome.add(
          path,
          new Fate.Kept(
              "it is " + status.get().kindName() + " of " + SegmentDirectory.userOf(status.get())));
    }
  }
}
