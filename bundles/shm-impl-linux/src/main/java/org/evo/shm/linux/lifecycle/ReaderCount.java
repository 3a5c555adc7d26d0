// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import org.evo.shm.linux.format.ByteRange;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.posix.Descriptor;
import org.evo.shm.linux.posix.PosixException;

/**
 * Counts attached readers: each handle is one locked byte, the handles of a process a run of bytes,
 * which costs two calls.
 */
final class ReaderCount {

  private ReaderCount() {}

  /**
   * All reader handles.
   *
   * @param file a descriptor of its own, since a lock does not conflict with its own description
   */
  static int of(Descriptor file) throws PosixException {
    ByteRange readers =
        new ByteRange(LockBytes.READER_OFFSET, Long.MAX_VALUE - LockBytes.READER_OFFSET);
    long count = HeldLocks.all(file, readers).stream().mapToLong(ByteRange::length).sum();
    return (int) Math.min(Integer.MAX_VALUE, count);
  }
}
