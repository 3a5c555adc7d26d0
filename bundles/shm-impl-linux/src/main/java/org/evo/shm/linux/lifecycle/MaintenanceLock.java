// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.error.AlreadyExistsException;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.linux.format.FileNames;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;

/**
 * The right to change what has a name: an empty lock file that exists only while it is held, see
 * {@link TakerLock}. Waiting for it is bounded.
 */
final class MaintenanceLock implements AutoCloseable {

  private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(2);
  private static final int MODE = 0600;

  private final Posix posix;
  private final Descriptor file;
  private final FileStatus status;
  private final Path path;

  private MaintenanceLock(Posix posix, Descriptor file, FileStatus status, Path path) {
    this.posix = posix;
    this.file = file;
    this.status = status;
    this.path = path;
  }

  /**
   * Waits for the lock, at most 2 s.
   *
   * @throws SegmentBusyException when others held it all that time
   */
  static MaintenanceLock acquire(
      Posix posix, SegmentDirectory directory, ProcessTable processes, String name) {
    long deadlineNs = System.nanoTime() + WAIT_NS;
    while (true) {
      Optional<MaintenanceLock> lock = tryAcquire(posix, directory, processes, name);
      if (lock.isPresent()) {
        return lock.get();
      }
      if (System.nanoTime() - deadlineNs > 0) {
        throw new SegmentBusyException(
            name,
            "others kept changing it for " + TimeUnit.NANOSECONDS.toSeconds(WAIT_NS) + " s",
            "try again; if nobody does, find who holds " + directory.resolve(FileNames.lock(name)));
      }
      ShortWait.park();
    }
  }

  /** One attempt; empty when somebody else holds it or is about to. */
  static Optional<MaintenanceLock> tryAcquire(
      Posix posix, SegmentDirectory directory, ProcessTable processes, String name) {
    Path path = directory.resolve(FileNames.lock(name));
    try {
      return attempt(posix, directory, processes, name);
    } catch (PosixException e) {
      Optional<FileStatus> found = whatRefuses(posix, path, e.errno());
      Optional<String> obstacle = found.flatMap(directory::obstacle);
      if (obstacle.isPresent()) {
        throw new AlreadyExistsException(
            name,
            e.errno(),
            inTheWay(path, obstacle.get()),
            directory.removal(path, found.get()),
            e);
      }
      throw Failures.of(name, "its lock file cannot be taken", e);
    } catch (IOException e) {
      throw Failures.of(name, "its lock file cannot be taken", e);
    }
  }

  /** What is in the place of the lock file, when that refuses us rather than the directory. */
  private static Optional<FileStatus> whatRefuses(Posix posix, Path path, int errno) {
    boolean possible = errno == Errno.ELOOP || errno == Errno.EISDIR || errno == Errno.EACCES;
    try {
      return possible ? posix.status(path) : Optional.empty();
    } catch (PosixException e) {
      return Optional.empty();
    }
  }

  private static String inTheWay(Path path, String obstacle) {
    return "its lock file " + path + " is none of ours: " + obstacle;
  }

  private static Optional<MaintenanceLock> attempt(
      Posix posix, SegmentDirectory directory, ProcessTable processes, String name)
      throws IOException {
    Path path = directory.resolve(FileNames.lock(name));
    Descriptor file = posix.openOrCreate(path, MODE);
    boolean kept = false;
    try {
      FileStatus status = file.status();
      Optional<String> obstacle = directory.obstacle(status);
      if (obstacle.isPresent()) {
        // It is somebody's file, and we would remove its name.
        throw new AlreadyExistsException(
            name, inTheWay(path, obstacle.get()), directory.removal(path, status));
      }
      if (!isNamed(posix, path, status)
          || !isTaken(new TakerLock(file, processes).take())
          || !isNamed(posix, path, status)) {
        return Optional.empty();
      }
      kept = true;
      return Optional.of(new MaintenanceLock(posix, file, status, path));
    } finally {
      if (!kept) {
        file.close();
      }
    }
  }

  /** The lock file of a name as it lies there. */
  enum State {
    /** There is none. */
    ABSENT,
    /** Nobody holds it: whoever made it is gone. */
    LEFT_BEHIND,
    /** Somebody holds it, or will in a moment. */
    BUSY
  }

  /** What an attempt would find now, without making, taking or announcing anything. */
  static State look(Posix posix, ProcessTable processes, Path path) throws IOException {
    try (Descriptor file = posix.openExisting(path, false)) {
      return isTaken(new TakerLock(file, processes).look()) ? State.LEFT_BEHIND : State.BUSY;
    } catch (PosixException e) {
      if (e.errno() == Errno.ENOENT) {
        return State.ABSENT;
      }
      throw e;
    }
  }

  private static boolean isTaken(TakerLock.Outcome outcome) {
    return outcome == TakerLock.Outcome.TAKEN
        || outcome == TakerLock.Outcome.INHERITED_AND_ANNOUNCED;
  }

  private static boolean isNamed(Posix posix, Path path, FileStatus status) throws IOException {
    return posix.status(path).filter(status::sameFile).isPresent();
  }

  /** Whether the lock file is older than this attempt to take it. */
  boolean isSame(FileStatus seen) {
    return status.sameFile(seen);
  }

  /**
   * Whether the lock file still is the one that was locked. A third party may have removed it and
   * so let another in; asked before every step that cannot be taken back.
   */
  boolean stillHeld() throws IOException {
    return isNamed(posix, path, status);
  }

  /** The lock file. */
  Path path() {
    return path;
  }

  /** Removes the file while it is locked, then gives the lock up. */
  @Override
  public void close() throws IOException {
    try (file) {
      if (stillHeld()) {
        posix.unlink(path);
      }
      file.unlockAll();
    }
  }
}
