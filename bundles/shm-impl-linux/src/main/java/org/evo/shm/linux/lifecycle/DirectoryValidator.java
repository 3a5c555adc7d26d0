// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.evo.shm.CleanupRequest;
import org.evo.shm.SegmentNames;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.DirectoryLook.Picture;
import org.evo.shm.linux.lifecycle.SecondLook.AnotherLook;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.SegmentValidator;

/**
 * Validates in two looks: the first disturbs nobody, the second tells what is wrong from what was
 * only being changed. Thread-safe.
 */
public final class DirectoryValidator implements SegmentValidator {

  /** Locks held at a time, each a descriptor. */
  private static final int AT_A_TIME = 64;

  private final Posix posix;
  private final SegmentDirectory directory;
  private final DirectoryCheck directoryCheck;
  private final DirectoryLook look;
  private final SecondLook second;

  /**
   * @param group the group that may read metadata which are written anew
   */
  public DirectoryValidator(
      Posix posix, SegmentDirectory directory, ProcessTable processes, OptionalInt group) {
    this(posix, directory, processes, group, CleanupRequest.GRACE_MS);
  }

  DirectoryValidator(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      OptionalInt group,
      long graceMs) {
    this.posix = posix;
    this.directory = directory;
    this.directoryCheck = new DirectoryCheck(posix, directory);
    Metadata metadata = new Metadata(posix, directory, new FileAccess(group));
    this.look =
        new DirectoryLook(
            directory,
            new DataFileLook(posix, directory, processes, graceMs),
            new MetadataCheck(posix, directory, metadata),
            new LeftoverCheck(posix, directory, processes));
    this.second = new SecondLook(posix, directory, processes, metadata, look);
  }

  @Override
  public Report validate(boolean repair) {
    try {
      Picture first = look.all();
      List<Finding> findings = findings(first, first.suspicions(), look::all, repair);
      return new Report(first.known().size(), findings);
    } catch (IOException e) {
      throw Failures.of(directory.path().toString(), "it cannot be searched", e);
    }
  }

  @Override
  public Report validate(String segment, boolean repair) {
    SegmentNames.checkSegment(segment);
    try {
      Picture first = look.of(segment);
      List<Suspicion> its = first.suspicions().stream().filter(s -> concerns(s, segment)).toList();
      boolean known = !first.of(segment).isEmpty();
      if (!known && its.isEmpty()) {
        throw new NotFoundException(
            segment,
            "no file in " + directory.path() + " has this name",
            "check the directory and the name");
      }
      return new Report(known ? 1 : 0, findings(first, its, () -> look.of(segment), repair));
    } catch (IOException e) {
      throw Failures.of(segment, "its files cannot be examined", e);
    }
  }

  /**
   * What is damaged in a file, for people; empty when nothing is, and while it is being changed.
   * Takes no lock. Timing: cold, all of a checksummed value is read; 0.1 s more when it looks so.
   */
  public Optional<String> damage(Path file) {
    try {
      Set<String> name = Set.of(FileNames.of(file));
      Picture first = look.at(name);
      List<Suspicion> damaged =
          first.suspicions().stream().filter(s -> s.mending() == Mending.EVIDENCE).toList();
      return second.withoutLock(damaged, () -> look.at(name), false).stream()
          .map(Finding::problem)
          .findFirst();
    } catch (IOException e) {
      throw Failures.of(file.toString(), "it cannot be examined", e);
    }
  }

  private static boolean concerns(Suspicion suspicion, String segment) {
    return suspicion.segment().equals(segment)
        || (suspicion.segment().isEmpty()
            && DirectoryLook.belongs(FileNames.of(suspicion.file()), segment));
  }

  private List<Finding> findings(
      Picture first, List<Suspicion> suspected, AnotherLook again, boolean repair)
      throws IOException {
    Set<String> leftLocks =
        suspected.stream()
            .filter(SecondLook::isLock)
            .map(Suspicion::segment)
            .collect(Collectors.toSet());
    List<Suspicion> loose = new ArrayList<>();
    Map<String, List<Suspicion>> bySegment = new TreeMap<>();
    for (Suspicion suspicion : suspected) {
      String segment = suspicion.segment();
      // A lock that was left would go when we give it up, which is a repair.
      boolean spared = leftLocks.contains(segment) && !repair;
      if (SecondLook.isLock(suspicion) || spared || !mayLock(segment, suspicion, first)) {
        loose.add(suspicion);
      } else {
        bySegment.computeIfAbsent(segment, s -> new ArrayList<>()).add(suspicion);
      }
    }
    List<Finding> findings = new ArrayList<>(directoryCheck.findings());
    findings.addAll(second.withoutLock(loose, again, repair));
    findings.addAll(underLocks(first, bySegment, again, repair));
    findings.sort(Comparator.comparing(Finding::file).thenComparing(Finding::problem));
    return findings;
  }

  private List<Finding> underLocks(
      Picture first, Map<String, List<Suspicion>> bySegment, AnotherLook again, boolean repair)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    List<Suspicion> refused = new ArrayList<>();
    Map<String, List<Suspicion>> singly = new TreeMap<>(bySegment);
    for (Map<String, List<Suspicion>> some : withoutData(first, bySegment)) {
      second
          .underLocks(some, repair)
          .forEach(
              (segment, its) -> {
                singly.remove(segment);
                findings.addAll(its);
              });
    }
    for (Map.Entry<String, List<Suspicion>> one : singly.entrySet()) {
      second
          .underLock(one.getKey(), first, one.getValue(), repair)
          .ifPresentOrElse(findings::addAll, () -> refused.addAll(one.getValue()));
    }
    findings.addAll(second.withoutLock(refused, again, false));
    return findings;
  }

  /** The names of which no data file is known, a few at a time. */
  private static List<Map<String, List<Suspicion>>> withoutData(
      Picture first, Map<String, List<Suspicion>> bySegment) {
    List<Map<String, List<Suspicion>>> groups = new ArrayList<>();
    bySegment.forEach(
        (segment, its) -> {
          if (first.of(segment).isEmpty()) {
            if (groups.isEmpty() || groups.get(groups.size() - 1).size() == AT_A_TIME) {
              groups.add(new TreeMap<>());
            }
            groups.get(groups.size() - 1).put(segment, its);
          }
        });
    return groups;
  }

  /** In a shared directory a lock file of ours is in the way of others who own the segment. */
  private boolean mayLock(String segment, Suspicion suspicion, Picture first) throws IOException {
    Optional<FileStatus> status = posix.status(suspicion.file());
    return !segment.isEmpty()
        && status.map(directory::owns).orElse(true)
        && first.of(segment).stream().allMatch(known -> directory.owns(known.status()));
  }
}
