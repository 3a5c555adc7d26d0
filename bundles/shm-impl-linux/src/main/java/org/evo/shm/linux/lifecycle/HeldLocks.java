// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.HeldLock;
import org.evo.shm.linux.posix.PosixException;

/**
 * Finds the locks that other descriptions hold in a range. The kernel tells one conflicting lock at
 * a time, anywhere in the range, so what is left of it and right of it is asked again: two calls a
 * lock, however long it is.
 */
final class HeldLocks {

  @FunctionalInterface
  private interface Probe {
    Optional<HeldLock> ask(long start, long length) throws PosixException;
  }

  private HeldLocks() {}

  /** All of them, shared ones included, cut to the range. */
  static List<ByteRange> all(Descriptor file, ByteRange range) throws PosixException {
    return find(file::probeAny, range);
  }

  /** The exclusive ones, cut to the range. */
  static List<ByteRange> exclusive(Descriptor file, ByteRange range) throws PosixException {
    return find(file::probeExclusive, range);
  }

  private static List<ByteRange> find(Probe probe, ByteRange range) throws PosixException {
    List<ByteRange> found = new ArrayList<>();
    Deque<ByteRange> unasked = new ArrayDeque<>();
    unasked.push(range);
    while (!unasked.isEmpty()) {
      ByteRange asked = unasked.pop();
      Optional<HeldLock> lock = probe.ask(asked.start(), asked.length());
      if (lock.isPresent()) {
        long start = Math.max(asked.start(), lock.get().start());
        long end = Math.min(asked.end(), lock.get().end());
        found.add(new ByteRange(start, end - start));
        pushUnlessEmpty(unasked, asked.start(), start);
        pushUnlessEmpty(unasked, end, asked.end());
      }
    }
    return found;
  }

  private static void pushUnlessEmpty(Deque<ByteRange> ranges, long from, long to) {
    if (from < to) {
      ranges.push(new ByteRange(from, to - from));
    }
  }
}
