// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.posix;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;

/** Waits until there is something to read, poll(2). Stateless. */
final class Readiness {

  /** struct pollfd: fd s32@0, events s16@4, revents s16@6. */
  private static final int STRUCT_BYTES = 8;

  private static final int EVENTS_AT = 4;
  private static final short POLLIN = 1;

  private Readiness() {}

  /**
   * Waits for any of them; signals do not end it.
   *
   * @param timeoutMs at most
   * @return false when the time was over
   */
  static boolean await(long timeoutMs, int... descriptors) throws PosixException {
    long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    byte[] polled = structs(descriptors);
    long leftMs = timeoutMs;
    while (true) {
      try {
        int atMostMs = (int) Math.min(Integer.MAX_VALUE, Math.max(0, leftMs));
        return LibC.poll(polled, descriptors.length, atMostMs) > 0;
      } catch (LastErrorException e) {
        if (e.getErrorCode() != Errno.EINTR) {
          throw new PosixException("poll", descriptors.length + " descriptors", e.getErrorCode());
        }
        leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
      }
    }
  }

  private static byte[] structs(int... descriptors) {
    ByteBuffer b = ByteBuffer.allocate(descriptors.length * STRUCT_BYTES);
    b.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < descriptors.length; i++) {
      b.putInt(i * STRUCT_BYTES, descriptors[i]);
      b.putShort(i * STRUCT_BYTES + EVENTS_AT, POLLIN);
    }
    return b.array();
  }
}
