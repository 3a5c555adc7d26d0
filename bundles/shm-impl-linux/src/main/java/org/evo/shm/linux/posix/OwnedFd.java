// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The number of a descriptor that is no file. {@code close} is idempotent. */
final class OwnedFd implements AutoCloseable {

  private final int number;
  private final String what;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param what it is, for messages
   */
  OwnedFd(int number, String what) {
    this.number = number;
    this.what = what;
  }

  int number() {
    return number;
  }

  PosixException failed(String call, LastErrorException e) {
    return new PosixException(call, what, e.getErrorCode());
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        LibC.close(number);
      } catch (LastErrorException e) {
        // Nothing was written that could fail late, and it is released even then: EBADF would be
        // a mistake of ours.
        if (e.getErrorCode() != Errno.EINTR) {
          throw new IllegalStateException(failed("close", e));
        }
      }
    }
  }
}
