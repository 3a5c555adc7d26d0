// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.posix.Posix;

/**
 * What the readers of one process share of one segment: a descriptor, a mapping for reading, and a
 * run of locked bytes, one a handle, by which others count them. Thread-safe.
 */
public final class SegmentAttachment {

  private final SegmentFile file;
  private final SegmentMapping mapping;
  private final long lockBase;

  private int handles;
  private boolean closed;

  SegmentAttachment(SegmentFile file, SegmentMapping mapping, long lockBase) {
    this.file = file;
    this.mapping = mapping;
    this.lockBase = lockBase;
  }

  /** What the segment says of itself. */
  public SegmentHeader header() {
    return file.header();
  }

  /** Its memory, read-only. */
  public SegmentMemory memory() {
    return mapping.memory();
  }

  /** The file it is attached to. */
  public java.nio.file.Path path() {
    return file.path();
  }

  /** Whether a write lock on the owner's byte is held by anybody. */
  public boolean ownerLockHeld() {
    try {
      return file.ownerLockHeld();
    } catch (IOException e) {
      throw Failures.of(header().name(), "its owner cannot be examined", e);
    }
  }

  boolean isFile(Posix posix) throws IOException {
    return file.stillNamed(posix) && !memory().isRetired(memory().versionAcquire());
  }

  /** Takes a share; false when it was given up meanwhile. */
  synchronized boolean acquire() throws IOException {
    if (closed) {
      return false;
    }
    if (handles == LockBytes.READER_STEP) {
      throw new ResourceExhaustedException(
          header().name(),
          handles + " readers in this process are the limit",
          "share handles, or close some");
    }
    if (!file.descriptor().tryLockShared(lockBase + handles, 1)) {
      throw new IOException("reader byte " + handles + " of this process is locked");
    }
    handles++;
    return true;
  }

  /** Gives a share back; with the last one the file is taken away and true returned. */
  synchronized boolean release() throws IOException {
    handles--;
    file.descriptor().unlock(lockBase + handles, 1);
    if (handles > 0) {
      return false;
    }
    abandon();
    return true;
  }

  /** Gives everything up. */
  synchronized void abandon() throws IOException {
    closed = true;
    try {
      mapping.detach();
    } finally {
      file.close();
    }
  }
}
