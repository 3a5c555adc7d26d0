// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

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
    return (int) Math.min(Integer.MAX_VALUE, between(file, LockBytes.FIRST_READER, Long.MAX_VALUE));
  }

  private static long between(Descriptor file, long from, long to) throws PosixException {
    if (from >= to) {
      return 0;
    }
    Optional<HeldLock> found = file.probeAny(from, to - from);
    if (found.isEmpty()) {
      return 0;
    }
    long start = Math.max(from, found.get().start());
    long end = Math.min(to, found.get().end());
    return between(file, from, start) + (end - start) + between(file, end, to);
  }
}
