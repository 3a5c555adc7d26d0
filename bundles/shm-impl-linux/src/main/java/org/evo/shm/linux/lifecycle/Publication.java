// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/** Gives a new file its name: an unused one, or that of the generation before. */
final class Publication {

  private final Posix posix;
  private final SegmentDirectory directory;
  private final ProcessTable processes;
  private final Birth birth;
  private final SegmentHeader wanted;

  Publication(
      Posix posix,
      SegmentDirectory directory,
      ProcessTable processes,
      Birth birth,
      SegmentHeader wanted) {
    this.posix = posix;
    this.directory = directory;
    this.processes = processes;
    this.birth = birth;
    this.wanted = wanted;
  }

  /** A new file: over the old one where it may have that name, else under a name of its own. */
  OwnedSegment publish(Optional<Candidate> old, OwnerRecord owner, long version)
      throws IOException {
    Path path =
        old.filter(this::nameFits)
            .map(c -> c.file().path())
            .orElse(directory.resolve(ownFileName()));
    OwnedSegment mine = birth.create(wanted, owner, firstVersion(version), path);
    try {
      if (old.filter(this::nameFits).isPresent()) {
        replace(mine, path);
      } else {
        link(mine, path);
      }
      return mine;
    } catch (IOException | RuntimeException e) {
      mine.release();
      throw e;
    }
  }

  private String ownFileName() {
    return FileNames.data(
        wanted.geometry().layout(), wanted.module(), wanted.name(), processes.self().pid());
  }

  /** A classic segment takes its name from its file's, so it cannot have that of a slotted one. */
  private boolean nameFits(Candidate old) {
    SegmentHeader header = old.file().header();
    return header.geometry().layout() == wanted.geometry().layout()
        && (wanted.geometry().isClassic() || header.module().equals(wanted.module()));
  }

  /**
   * Above every version that was committed, once the first write has been. A slot says which
   * version it holds, so an even one without a value is told apart; a classic value cannot, so it
   * starts as a write under way.
   */
  private long firstVersion(long committed) {
    boolean fresh = committed == 0;
    return wanted.geometry().isClassic() && !fresh ? committed + 1 : committed;
  }

  private void link(OwnedSegment mine, Path path) throws IOException {
    try {
      posix.link(mine.descriptor(), path);
    } catch (PosixException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      refuseUnlessDebris(path);
      replace(mine, path);
    }
  }

  private void replace(OwnedSegment mine, Path path) throws IOException {
    Path temporary = directory.resolve(FileNames.temporary(wanted.name()));
    posix.link(mine.descriptor(), temporary);
    posix.rename(temporary, path);
  }

  /**
   * The path we need holds something that is not this segment. It is replaced only when it is an
   * ordinary file of our own that is no segment and that nobody holds: the rest of a damaged one.
   */
  private void refuseUnlessDebris(Path path) throws IOException {
    String what;
    Optional<FileStatus> status = posix.status(path);
    if (status.isPresent() && status.get().isRegular() && directory.owns(status.get())) {
      try (SegmentFile other = SegmentFile.open(posix, path, true)) {
        what = "it is segment '" + other.header().name() + "'";
        if (other.header().name().equals(wanted.name()) && nobodyHolds(path)) {
          return;
        }
      } catch (MalformedSegmentException e) {
        if (nobodyHolds(path)) {
          return;
        }
        what = "somebody holds it";
      }
    } else {
      what = status.map(s -> "it is " + s.kindName() + " of user " + s.uid()).orElse("it is gone");
    }
    throw new AlreadyExistsException(
        wanted.name(), path + " is taken: " + what, "remove it, or choose another name");
  }

  private boolean nobodyHolds(Path path) throws IOException {
    try (var file = posix.openExisting(path, true)) {
      return file.tryLockExclusive(LockBytes.OWNER, 1)
          && file.probeAny(LockBytes.FIRST_READER, Long.MAX_VALUE - LockBytes.FIRST_READER)
              .isEmpty();
    }
  }
}
