// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.format.MalformedSegmentException;
import org.evo.shm.linux.format.OwnerRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
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

  /**
   * A new file: over the old one where it may have that name, else under a name of its own. Empty
   * when somebody else is at work there: what is found then has to be examined again.
   *
   * @param filling puts a first value into the file before it gets its name, if there is one
   */
  Optional<OwnedSegment> publish(
      Optional<Candidate> old, OwnerRecord owner, long version, Consumer<OwnedSegment> filling)
      throws IOException {
    Optional<SegmentFile> replaced = old.filter(this::nameFits).map(Candidate::file);
    Path path = replaced.map(SegmentFile::path).orElse(directory.resolve(ownFileName()));
    OwnedSegment mine = birth.create(wanted, owner, firstVersion(version), path);
    boolean named = false;
    try {
      filling.accept(mine);
      named =
          replaced.isPresent() ? replace(mine, replaced.get().status()) : linkOrReplaceDebris(mine);
      return named ? Optional.of(mine) : Optional.empty();
    } finally {
      if (!named) {
        discard(mine);
      }
    }
  }

  /** Without a name it is gone when it is closed. */
  private void discard(OwnedSegment mine) throws IOException {
    Path temporary = directory.resolve(FileNames.temporary(wanted.name()));
    try {
      if (posix.status(temporary).filter(mine.status()::sameFile).isPresent()) {
        posix.unlink(temporary);
      }
    } finally {
      mine.release();
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

  private boolean linkOrReplaceDebris(OwnedSegment mine) throws IOException {
    return link(mine, mine.path()) || replaceDebris(mine);
  }

  /** False when the name is taken. */
  private boolean link(OwnedSegment mine, Path path) throws IOException {
    try {
      posix.link(mine.descriptor(), path);
      return true;
    } catch (PosixException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      return false;
    }
  }

  /** By way of a temporary name, so that nobody ever finds no file; false when others meddle. */
  private boolean replace(OwnedSegment mine, FileStatus old) throws IOException {
    Path temporary = directory.resolve(FileNames.temporary(wanted.name()));
    return link(mine, temporary)
        && posix.status(mine.path()).filter(old::sameFile).isPresent()
        && posix.rename(temporary, mine.path());
  }

  /**
   * The path we need holds something that the scan has not found to be this segment. It is replaced
   * only when it is an ordinary file of our own that is no sound segment and that nobody holds: the
   * rest of a damaged one. False when it came or went this very moment.
   */
  private boolean replaceDebris(OwnedSegment mine) throws IOException {
    Optional<FileStatus> status = posix.status(mine.path());
    if (status.isEmpty()) {
      return false;
    }
    if (!status.get().isRegular() || !directory.owns(status.get())) {
      throw taken(mine, "it is " + status.get().kindName() + " of user " + status.get().uid());
    }
    try (Descriptor debris = posix.openExisting(mine.path(), true)) {
      if (isSoundSegmentOfThisName(mine)) {
        return false;
      }
      return switch (new TakerLock(debris, processes).take()) {
        case LIVE -> throw taken(mine, "somebody holds it");
        case EXITING, STEP_BACK -> false;
        case TAKEN, INHERITED_AND_ANNOUNCED -> {
          if (ReaderCount.of(debris) > 0) {
            throw taken(mine, "somebody reads it");
          }
          yield replace(mine, debris.status());
        }
      };
    } catch (PosixException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      return false;
    }
  }

  private boolean isSoundSegmentOfThisName(OwnedSegment mine) throws IOException {
    try (SegmentFile other = SegmentFile.open(posix, mine.path(), true)) {
      if (!other.header().name().equals(wanted.name())) {
        throw taken(mine, "it is segment '" + other.header().name() + "'");
      }
      other.liveForHeir();
      return true;
    } catch (MalformedSegmentException e) {
      return false;
    }
  }

  private AlreadyExistsException taken(OwnedSegment mine, String what) {
    return new AlreadyExistsException(
        wanted.name(), mine.path() + " is taken: " + what, "remove it, or choose another name");
  }
}
