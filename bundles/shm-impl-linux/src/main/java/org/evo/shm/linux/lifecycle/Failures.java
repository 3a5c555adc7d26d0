// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import org.evo.shm.error.IoException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.linux.posix.Errno;
import org.evo.shm.linux.posix.PosixException;

/** Turns failures of system calls into the failures that callers know. */
final class Failures {

  private Failures() {}

  /**
   * The failure to throw.
   *
   * @param doing what was being done, to go before the reason
   */
  static ShmException of(String segment, String doing, IOException cause) {
    int errno = cause instanceof PosixException p ? p.errno() : ShmException.NO_ERRNO;
    String reason = doing + ": " + cause.getMessage();
    return switch (errno) {
      case Errno.ENOENT ->
          new NotFoundException(segment, reason, "check the directory and the name");
      case Errno.EACCES, Errno.EPERM, Errno.EROFS ->
          new PermissionDeniedException(
              segment, errno, reason, "run as the segment's user, or give that user access", cause);
      case Errno.ENOSPC, Errno.ENOMEM, Errno.EDQUOT ->
          new ResourceExhaustedException(
              segment,
              errno,
              reason,
              "remove segments, choose fewer or smaller slots, or enlarge the file system",
              cause);
      case Errno.EMFILE, Errno.ENFILE, Errno.ENOLCK ->
          new ResourceExhaustedException(
              segment, errno, reason, "close handles, or raise the limit (ulimit -n)", cause);
      case Errno.ENOSYS, Errno.EOPNOTSUPP ->
          new UnsupportedException(
              segment, errno, reason, "use a newer kernel, and tmpfs for the directory", cause);
      default ->
          new IoException(segment, errno, reason, "see the system's log for this error", cause);
    };
  }

  /** Whether the file system has no room left. */
  static boolean isFull(IOException failure) {
    return failure instanceof PosixException p
        && (p.errno() == Errno.ENOSPC || p.errno() == Errno.EDQUOT);
  }

  /** Lets go of a segment when nothing more can be done with it. */
  static void release(OwnedSegment mine) {
    try {
      mine.release();
    } catch (IOException e) {
      throw of(mine.header().name(), "its mapping cannot be given up", e);
    }
  }
}
