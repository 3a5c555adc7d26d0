// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.HeldLock;
import org.evo.shm.linux.posix.PosixException;

/**
 * Counts attached readers: each handle is one locked byte, the handles of a process a run of bytes.
 * The kernel tells one conflicting run at a time, anywhere in the range, so what is left of it and
 * right of it is asked again. Costs two calls a process, however many handles it has.
 */
final class ReaderCount {

  private ReaderCount() {}

  /**
   * All reader handles.
   *
   * @param file a descriptor of its own, since a lock does not conflict with its own description
   */
  static int of(Descriptor file) throws PosixException {
    long count = 0;
    Deque<HeldLock> unasked = new ArrayDeque<>();
    unasked.push(range(LockBytes.FIRST_READER, Long.MAX_VALUE));
    while (!unasked.isEmpty()) {
      HeldLock asked = unasked.pop();
      Optional<HeldLock> found = file.probeAny(asked.start(), asked.length());
      if (found.isPresent()) {
        long start = Math.max(asked.start(), found.get().start());
        long end = Math.min(asked.end(), found.get().end());
        count += end - start;
        pushUnlessEmpty(unasked, asked.start(), start);
        pushUnlessEmpty(unasked, end, asked.end());
      }
    }
    return (int) Math.min(Integer.MAX_VALUE, count);
  }

  private static void pushUnlessEmpty(Deque<HeldLock> ranges, long from, long to) {
    if (from < to) {
      ranges.push(range(from, to));
    }
  }

  private static HeldLock range(long from, long to) {
    return new HeldLock(from, to - from);
  }
}
