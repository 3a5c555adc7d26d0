// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.error.ShmException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.DirectoryLook.Picture;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.spi.SegmentValidator.Finding;

/**
 * Tells what is wrong from what only looked so: looks again under the maintenance lock of the name,
 * when nobody can be in the middle of changing it, or without it after a while. Mends what was
 * confirmed, if that is wanted. Thread-safe.
 */
final class SecondLook {

  /** Takes another look. */
  @FunctionalInterface
  interface AnotherLook {
    Picture take() throws IOException;
  }

  /** Longer than any step takes that is done without the lock. */
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Metadata metadata;
  private final DirectoryLook look;

  SecondLook(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      Metadata metadata,
      DirectoryLook look) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.metadata = metadata;
    this.look = look;
  }

  /** Whether a suspicion is about a lock file, which cannot be judged while it is held. */
  static boolean isLock(Suspicion suspicion) {
    return FileNames.ofLock(FileNames.of(suspicion.file())).isPresent();
  }

  /**
   * Looks again at files of one name; empty where others hold the lock for 2 s, or refuse it.
   *
   * @param before what was known of the name
   * @param suspected all of that segment, no lock files
   */
  Optional<List<Finding>> underLock(
      String segment, Picture before, List<Suspicion> suspected, boolean repair)
      throws IOException {
    Optional<MaintenanceLock> lock = lock(segment);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try (MaintenanceLock held = lock.get()) {
      Picture now = again(segment, before, suspected);
      List<Suspicion> confirmed = suspected.stream().filter(now::confirms).toList();
      if (repair && !confirmed.isEmpty() && held.stillHeld()) {
        new Repair(posix, directory, processes, metadata, held, segment).run(now, confirmed);
        Picture after = again(segment, before, suspected);
        return Optional.of(confirmed.stream().map(s -> s.finding(!after.confirms(s))).toList());
      }
      return Optional.of(confirmed.stream().map(s -> s.finding(false)).toList());
    }
  }

  /**
   * The same for names without a data file, many at a time, so that the directory is listed once
   * for all of them: what is in the way of a suspicion is any file that was not known.
   *
   * @param suspected by segment
   * @return the findings by segment, without those whose lock somebody else holds now
   */
  Map<String, List<Finding>> underLocks(Map<String, List<Suspicion>> suspected, boolean repair)
      throws IOException {
    Map<String, MaintenanceLock> held = new TreeMap<>();
    try {
      for (String segment : suspected.keySet()) {
        tryLock(segment).ifPresent(lock -> held.put(segment, lock));
      }
      Picture now = look.of(held.keySet());
      Map<String, List<Finding>> findings = new TreeMap<>();
      for (Map.Entry<String, MaintenanceLock> one : held.entrySet()) {
        List<Suspicion> its = suspected.get(one.getKey());
        findings.put(one.getKey(), findings(one.getKey(), one.getValue(), now, its, repair));
      }
      return findings;
    } finally {
      release(held.values().iterator());
    }
  }

  private static void release(Iterator<MaintenanceLock> locks) throws IOException {
    if (locks.hasNext()) {
      try {
        locks.next().close();
      } finally {
        release(locks);
      }
    }
  }

  private List<Finding> findings(
      String segment, MaintenanceLock held, Picture now, List<Suspicion> suspected, boolean repair)
      throws IOException {
    List<Suspicion> confirmed = suspected.stream().filter(now::confirms).toList();
    if (!repair || confirmed.isEmpty() || !held.stillHeld()) {
      return confirmed.stream().map(s -> s.finding(false)).toList();
    }
    new Repair(posix, directory, processes, metadata, held, segment).run(now, confirmed);
    // While we hold the lock there is nothing new to explain them.
    Picture after = look.at(names(suspected));
    return confirmed.stream().map(s -> s.finding(!after.confirms(s))).toList();
  }

  /**
   * Looks again after a while; mends lock files only.
   *
   * @param again another look at what the suspicions are about
   */
  List<Finding> withoutLock(List<Suspicion> suspected, AnotherLook again, boolean repair)
      throws IOException {
    if (suspected.isEmpty()) {
      return List.of();
    }
    LockSupport.parkNanos(PAUSE_NS);
    Picture now = again.take();
    List<Finding> findings = new ArrayList<>();
    for (Suspicion suspicion : suspected) {
      if (now.confirms(suspicion)) {
        findings.add(suspicion.finding(repair && isLock(suspicion) && removed(suspicion)));
      }
    }
    return findings;
  }

  /** Nobody but its holder removes a lock file. */
  private boolean removed(Suspicion leftLock) throws IOException {
    Optional<FileStatus> status = posix.status(leftLock.file());
    if (status.filter(directory::owns).isPresent()) {
      Optional<MaintenanceLock> lock = lock(leftLock.segment());
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
    return posix.status(leftLock.file()).filter(s -> s.inode() == leftLock.inode()).isEmpty();
  }

  /** The directory is listed only where a file that was not known may explain the suspicion. */
  private Picture again(String segment, Picture before, List<Suspicion> suspected)
      throws IOException {
    if (before.of(segment).isEmpty()) {
      return look.of(segment);
    }
    Set<String> names = names(suspected);
    before.of(segment).forEach(known -> names.add(FileNames.of(known.path())));
    return look.at(names);
  }

  private static Set<String> names(List<Suspicion> suspected) {
    Set<String> names = new LinkedHashSet<>();
    suspected.forEach(s -> names.add(FileNames.of(s.file())));
    return names;
  }

  /** Without waiting: whoever holds many must not keep their claimants waiting for another. */
  private Optional<MaintenanceLock> tryLock(String segment) {
    try {
      return MaintenanceLock.tryAcquire(posix, directory, processes, segment);
    } catch (ShmException e) {
      // It is refused, too, when it is tried again by itself.
      return Optional.empty();
    }
  }

  private Optional<MaintenanceLock> lock(String segment) {
    try {
      return Optional.of(MaintenanceLock.acquire(posix, directory, processes, segment));
    } catch (ShmException e) {
      // Others keep changing it, or the directory refuses us: what can be seen has to do.
      return Optional.empty();
    }
  }
}
