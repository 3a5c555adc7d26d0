// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.IoException;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.FileStatus;
import org.evo.shm.linux.posix.Inotify;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;
import org.evo.shm.linux.posix.Wakeup;
import org.evo.shm.spi.DirectoryWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one listener hears of a directory. When the directory goes, or another one takes its place,
 * it looks for it every {@value #SEARCH_MS} ms while somebody waits, and listens again.
 */
final class DirectoryHints implements DirectoryWatch.Hints {

  static final long SEARCH_MS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryHints.class);
  private static final DirectoryWatch.Hint NOTHING = new DirectoryWatch.Hint(Set.of(), false);
  private static final DirectoryWatch.Hint EVERYTHING = new DirectoryWatch.Hint(Set.of(), true);

  /** Which directory is listened to: its path may lead to another one by now. */
  private record Listening(Inotify inotify, Optional<FileStatus> directory) {}

  private final Posix posix;
  private final Path directory;
  private final Wakeup wakeup;
  private final Consumer<DirectoryHints> whenClosed;
  private Optional<Listening> listening;
  private int searchErrno;
  private volatile boolean closed;

  private DirectoryHints(
      Posix posix, Path directory, Wakeup wakeup, Consumer<DirectoryHints> whenClosed)
      throws PosixException {
    this.posix = posix;
    this.directory = directory;
    this.wakeup = wakeup;
    this.whenClosed = whenClosed;
    this.listening = Optional.of(listen());
  }

  static DirectoryHints open(Posix posix, Path directory, Consumer<DirectoryHints> whenClosed)
      throws PosixException {
    Wakeup wakeup = Wakeup.open();
    try {
      return new DirectoryHints(posix, directory, wakeup, whenClosed);
    } catch (PosixException | RuntimeException e) {
      wakeup.close();
      throw e;
    }
  }

  /** Looked at before as well as later: one that is replaced in between is found then. */
  private Listening listen() throws PosixException {
    Optional<FileStatus> status = posix.status(directory);
    return new Listening(Inotify.open(directory), status);
  }

  @Override
  public synchronized DirectoryWatch.Hint await(long timeoutMs) {
    if (closed) {
      throw new HandleClosedException(
          directory.toString(), "this watch was closed", "open another one");
    }
    try {
      return listening.isPresent() ? hear(timeoutMs) : search(timeoutMs);
    } catch (PosixException e) {
      throw new IoException(
          directory.toString(),
          e.errno(),
          "it cannot be listened to any more: " + e.getMessage(),
          "close this watch and open another one",
          e);
    }
  }

  private DirectoryWatch.Hint hear(long timeoutMs) throws PosixException {
    Listening now = listening.orElseThrow();
    if (!isStillThere(now)) {
      stopListening();
      return EVERYTHING;
    }
    Inotify.Changes changes = now.inotify().await(timeoutMs, wakeup);
    if (changes.lost()) {
      stopListening();
    }
    return new DirectoryWatch.Hint(changes.names(), changes.lost() || changes.overflowed());
  }

  /** The kernel does not tell when a parent is renamed, or something is mounted on top. */
  private boolean isStillThere(Listening now) {
    try {
      Optional<FileStatus> status = posix.status(directory);
      return status.isPresent() && now.directory().filter(status.get()::sameFile).isPresent();
    } catch (PosixException e) {
      // The search will meet it again, and say so.
      return false;
    }
  }

  private DirectoryWatch.Hint search(long timeoutMs) throws PosixException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (true) {
      if (isFound()) {
        return EVERYTHING;
      }
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
      if (leftMs <= 0 || wakeup.await(Math.min(SEARCH_MS, leftMs))) {
        return NOTHING;
      }
    }
  }

  private boolean isFound() {
    try {
      listening = Optional.of(listen());
      searchErrno = 0;
      return true;
    } catch (PosixException e) {
      boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
      if (!missing && e.errno() != searchErrno) {
        LOG.warn("no hints from {}, trying again: {}", directory, e.getMessage());
      }
      searchErrno = e.errno();
      return false;
    }
  }

  private void stopListening() {
    listening.ifPresent(now -> now.inotify().close());
    listening = Optional.empty();
  }

  @Override
  public void wake() {
    wakeup.signal();
  }

  @Override
  public void close() {
    closed = true;
    wakeup.signal();
    synchronized (this) {
      stopListening();
      wakeup.close();
    }
    whenClosed.accept(this);
  }
}
