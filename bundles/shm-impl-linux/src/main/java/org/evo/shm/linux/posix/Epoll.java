// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Waits until any of many processes ends, epoll(7), or it is woken. A zombie has ended. One thread
 * waits, others may add, remove and wake meanwhile; closed when nobody does any of it any more.
 */
public final class Epoll implements AutoCloseable {

  private static final int EPOLL_CLOEXEC = 0x80000;
  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int FOREVER = -1;
  private static final int EVENTS = 64;
  private static final long WOKEN = 0;

  private final Abi abi;
  private final OwnedFd fd;
  private final Wakeup wakeup;
  private final byte[] events;

  private Epoll(Abi abi, OwnedFd fd, Wakeup wakeup) {
    this.abi = abi;
    this.fd = fd;
    this.wakeup = wakeup;
    this.events = new byte[EVENTS * abi.epollEventBytes()];
  }

  /** A new one; takes two descriptors. */
  public static Epoll open() throws PosixException {
    Wakeup wakeup = Wakeup.open();
    OwnedFd fd = null;
    boolean good = false;
    try {
      fd = new OwnedFd(LibC.epoll_create1(EPOLL_CLOEXEC), "epoll");
      Epoll epoll = new Epoll(Abi.current(), fd, wakeup);
      epoll.control(EPOLL_CTL_ADD, wakeup.number(), WOKEN);
      good = true;
      return epoll;
    } catch (LastErrorException e) {
      throw new PosixException("epoll_create1", "a new one", e.getErrorCode());
    } finally {
      if (!good) {
        wakeup.close();
        if (fd != null) {
          fd.close();
        }
      }
    }
  }

  /**
   * Waits for the end of this process, too.
   *
   * @param token tells which, not 0
   */
  public void add(PidFd process, long token) throws PosixException {
    control(EPOLL_CTL_ADD, process.number(), token);
  }

  /**
   * Does so no longer. Before the process is closed: a child that was forked a moment ago may have
   * it open, and then closing it here changes nothing.
   */
  public void remove(PidFd process) throws PosixException {
    control(EPOLL_CTL_DEL, process.number(), WOKEN);
  }

  /** struct epoll_event: events u32@0, data u64@4 (x86_64) or @8. */
  private void control(int operation, int number, long token) throws PosixException {
    ByteBuffer event = ByteBuffer.allocate(abi.epollEventBytes()).order(ByteOrder.LITTLE_ENDIAN);
    event.putInt(0, EPOLLIN).putLong(abi.epollDataAt(), token);
    try {
      LibC.epoll_ctl(fd.number(), operation, number, event.array());
    } catch (LastErrorException e) {
      throw fd.failed("epoll_ctl", e);
    }
  }

  /**
   * Waits; signals do not end it.
   *
   * @return the tokens of processes that have ended, again each time until they are removed; maybe
   *     none when it was woken
   */
  public long[] await() throws PosixException {
    int count = awaitEvents();
    ByteBuffer b = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN);
    long[] tokens = new long[count];
    int ended = 0;
    for (int i = 0; i < count; i++) {
      long token = b.getLong(i * abi.epollEventBytes() + abi.epollDataAt());
      if (token == WOKEN) {
        wakeup.consume();
      } else {
        tokens[ended++] = token;
      }
    }
    return java.util.Arrays.copyOf(tokens, ended);
  }

  private int awaitEvents() throws PosixException {
    while (true) {
      try {
        return LibC.epoll_wait(fd.number(), events, EVENTS, FOREVER);
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) {
          throw fd.failed("epoll_wait", e);
        }
      }
    }
  }

  /** Ends the waiting of now, or the next one. */
  public void wake() {
    wakeup.signal();
  }

  @Override
  public void close() {
    fd.close();
    wakeup.close();
  }
}
