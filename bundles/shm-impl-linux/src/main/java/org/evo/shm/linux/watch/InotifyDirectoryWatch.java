// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.Posix;
import org.evo.shm.linux.posix.PosixException;
import org.evo.shm.spi.DirectoryWatch;

/** Hints at changes of one directory, from the kernel. Holds nothing but what is open. */
public final class InotifyDirectoryWatch implements DirectoryWatch, AutoCloseable {

  private final Posix posix;
  private final Path directory;
  private final Set<DirectoryHints> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Of this directory. */
  public InotifyDirectoryWatch(Posix posix, Path directory) {
    this.posix = posix;
    this.directory = directory;
  }

  @Override
  public Hints open() {
    try {
      DirectoryHints hints = DirectoryHints.open(posix, directory, open::remove);
      open.add(hints);
      if (closed) {
        hints.close();
      }
      return hints;
    } catch (PosixException e) {
      throw failure(e);
    }
  }

  private ShmException failure(PosixException e) {
    String name = directory.toString();
    String reason = "no hints at its changes: " + e.getMessage();
    return switch (e.errno()) {
      case Errno.ENOENT, Errno.ENOTDIR ->
          new NotFoundException(name, reason, "create the directory, or choose another one");
      case Errno.EACCES ->
          new PermissionDeniedException(
              name, e.errno(), reason, "let this user read the directory", e);
      case Errno.ENOSYS ->
          new UnsupportedException(
              name, e.errno(), reason, "use a kernel with inotify, or look periodically", e);
      default ->
          new ResourceExhaustedException(
              name,
              e.errno(),
              reason,
              "raise ulimit -n, or fs.inotify.max_user_instances and max_user_watches (sysctl)",
              e);
    };
  }

  /** Closes what is open. */
  @Override
  public void close() {
    closed = true;
    open.forEach(DirectoryHints::close);
  }
}
