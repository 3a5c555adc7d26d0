// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Ends the waiting of a thread that is in the kernel, eventfd(2). Owned by whoever waits, who
 * closes it; {@link #signal} and {@link #close} are safe from any thread.
 */
public final class Wakeup implements AutoCloseable {

  /** EFD_CLOEXEC and EFD_NONBLOCK: those of open(2), the same on x86_64 and aarch64. */
  private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;

  private static final byte[] ONE =
      ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 1).array();

  private final OwnedFd fd;
  private boolean closed;

  private Wakeup(OwnedFd fd) {
    this.fd = fd;
  }

  /** A new one. */
  public static Wakeup open() throws PosixException {
    try {
      return new Wakeup(new OwnedFd(LibC.eventfd(0, CLOEXEC_NONBLOCK), "eventfd"));
    } catch (LastErrorException e) {
      throw new PosixException("eventfd", "a new one", e.getErrorCode());
    }
  }

  int number() {
    return fd.number();
  }

  /** Ends the waiting of now, or the next one; nothing once it is closed. */
  public synchronized void signal() {
    if (!closed) {
      try {
        LibC.write(fd.number(), ONE, ONE.length);
      } catch (LastErrorException e) {
        // EAGAIN: 2^64 - 2 signals that nobody has heard yet wake him just as well.
        if (e.getErrorCode() != Errno.EAGAIN) {
          throw new IllegalStateException(fd.failed("write", e));
        }
      }
    }
  }

  /** Waits for a signal and uses it up; false when the time was over. */
  public boolean await(long timeoutMs) throws PosixException {
    Readiness.await(timeoutMs, fd.number());
    return consume();
  }

  /** Uses up what was signalled; false when nothing was. */
  boolean consume() throws PosixException {
    try {
      LibC.read(fd.number(), new byte[Long.BYTES], Long.BYTES);
      return true;
    } catch (LastErrorException e) {
      if (e.getErrorCode() == Errno.EAGAIN) {
        return false;
      }
      throw fd.failed("read", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    fd.close();
  }
}
