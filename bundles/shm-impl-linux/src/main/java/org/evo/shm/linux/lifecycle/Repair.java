// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.lifecycle.DataFileLook.Known;
import org.evo.shm.linux.lifecycle.DirectoryLook.Picture;
import org.evo.shm.linux.lifecycle.Suspicion.Mending;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;

/**
 * Mends the files of one name, under its maintenance lock. What a process owns, or another user,
 * and what is damaged it leaves alone. Used by one thread.
 */
final class Repair {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Metadata metadata;
  private final MaintenanceLock lock;
  private final String name;

  Repair(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      Metadata metadata,
      MaintenanceLock lock,
      String name) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.metadata = metadata;
    this.lock = lock;
    this.name = name;
  }

  /**
   * Mends what can be mended; whether that worked shows in another look.
   *
   * @param picture a look that was taken under the lock
   * @param confirmed what is wrong
   */
  void run(Picture picture, List<Suspicion> confirmed) throws IOException {
    for (Suspicion suspicion : confirmed) {
      if (suspicion.mending() == Mending.PERMISSIONS && mayChange(suspicion, picture, confirmed)) {
        permissions(suspicion);
      } else if (suspicion.mending() == Mending.LEFTOVER) {
        leftover(suspicion);
      }
    }
    if (wants(confirmed, Mending.REMOVAL) && mayAllGo(picture, confirmed)) {
      remove();
    } else if (wants(confirmed, Mending.METADATA)) {
      metadata(picture);
    }
  }

  private void remove() throws IOException {
    Hand hand = new Hand.Removing(posix, processes, lock);
    RemovalRule rule = CleanupRule.unlessParked(processes);
    new Removal(posix, directory, processes, hand, rule, name)
        .run(directory.candidates(name), Set.of());
  }

  private static boolean wants(List<Suspicion> confirmed, Mending mending) {
    return confirmed.stream().anyMatch(s -> s.mending() == mending);
  }

  /** The removal asks nobody's grace and no readers, so nothing may be there that they keep. */
  private boolean mayAllGo(Picture picture, List<Suspicion> confirmed) {
    return picture.of(name).stream()
        .filter(known -> !known.owned())
        .allMatch(known -> isToGo(known, confirmed));
  }

  private static boolean isToGo(Known known, List<Suspicion> confirmed) {
    return has(known.path(), Mending.REMOVAL, confirmed)
        && !has(known.path(), Mending.EVIDENCE, confirmed);
  }

  private static boolean has(Path file, Mending mending, List<Suspicion> confirmed) {
    return confirmed.stream().anyMatch(s -> s.file().equals(file) && s.mending() == mending);
  }

  /** Of a segment that nobody owns; its owner would do it himself. */
  private void metadata(Picture picture) throws IOException {
    Optional<Known> current = TwinCheck.current(picture.of(name));
    if (current.isEmpty()) {
      unlinkOwn(metadata.path(name));
      return;
    }
    Known known = current.get();
    boolean nobodys = !known.owned() && directory.owns(known.status());
    if (nobodys && known.owner().isPresent() && lock.stillHeld()) {
      metadata.publish(known.header(), known.owner().get(), known.path(), known.status().inode());
    }
  }

  private void leftover(Suspicion suspicion) throws IOException {
    // The lock file itself goes when the lock is given up.
    if (!suspicion.file().equals(lock.path())) {
      unlinkOwn(suspicion.file());
    }
  }

  private void unlinkOwn(Path path) throws IOException {
    boolean own = posix.status(path).filter(directory::owns).isPresent();
    if (own && lock.stillHeld()) {
      posix.unlink(path);
    }
  }

  /** Metadata, or a sound file that nobody owns. */
  private boolean mayChange(Suspicion suspicion, Picture picture, List<Suspicion> confirmed) {
    Path file = suspicion.file();
    return file.equals(metadata.path(name))
        || picture.of(name).stream().anyMatch(k -> !k.owned() && k.path().equals(file))
            && !has(file, Mending.EVIDENCE, confirmed);
  }

  private void permissions(Suspicion suspicion) throws IOException {
    try (Descriptor file = posix.openExisting(suspicion.file(), false)) {
      FileStatus status = file.status();
      if (status.inode() == suspicion.inode() && directory.owns(status)) {
        file.permissions(PermissionCheck.reduced(status));
      }
    }
  }
}
