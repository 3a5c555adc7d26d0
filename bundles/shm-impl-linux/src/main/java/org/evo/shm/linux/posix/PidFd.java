// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;

/**
 * Stands for one process, pidfd_open(2), Linux 5.3: for the one that had the number when it was
 * opened, whoever gets that number later. Owned by whoever opened it.
 */
public final class PidFd implements AutoCloseable {

  /** pidfd_open, the same on x86_64 and aarch64; glibc has it from 2.36 only. Sets O_CLOEXEC. */
  private static final long PIDFD_OPEN = 434;

  private final OwnedFd fd;

  private PidFd(OwnedFd fd) {
    this.fd = fd;
  }

  /**
   * Opens the process that has this number now, a zombie too.
   *
   * @throws PosixException ESRCH when there is none, ENOSYS or EPERM where that is not to be had
   */
  public static PidFd open(int pid) throws PosixException {
    try {
      int number = (int) LibC.syscall(PIDFD_OPEN, pid, 0, 0);
      return new PidFd(new OwnedFd(number, "process " + pid));
    } catch (LastErrorException e) {
      throw new PosixException("pidfd_open", "process " + pid, e.getErrorCode());
    }
  }

  int number() {
    return fd.number();
  }

  @Override
  public void close() {
    fd.close();
  }
}
