// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.lifecycle;

import java.io.IOException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.linux.format.LockBytes;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.format.SegmentMemory;
import org.evo.shm.linux.identity.ProcessTable;
import org.evo.shm.linux.posix.Posix;

/**
 * What the readers of one process share of one segment: a descriptor, a mapping for reading, and a
 * run of locked bytes, one a handle, by which others count them. Thread-safe.
 */
public final class SegmentAttachment {

  /** What has become of the file since it was attached. */
  public enum Standing {
    /** It has its name, its length, and a value may be read. */
    CURRENT,
    /** It has lost its name, or another file has that now. */
    NAMELESS,
    /** Its owner said that it has ended. */
    RETIRED,
    /** It has no owner, and another file of the segment has one. */
    SUPERSEDED,
    /** It is shorter than its header says: memory behind its end is gone. */
    TRUNCATED
  }

  private final SegmentFile file;
  private final SegmentMapping mapping;
  private final long lockBase;
  private final ProcessTable processes;

  private int handles;
  private boolean closed;
  private boolean superseded;
  private Standing standing = Standing.CURRENT;
  private long examinedAtTick = -1;
  private long comparedAtTick = -1;

  SegmentAttachment(
      SegmentFile file, SegmentMapping mapping, long lockBase, ProcessTable processes) {
    this.file = file;
    this.mapping = mapping;
    this.lockBase = lockBase;
    this.processes = processes;
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

  /** Whether it has a writer that lives. */
  public boolean isOwned() {
    try {
      return file.isOwned(processes);
    } catch (IOException e) {
      throw Failures.of(header().name(), "its owner cannot be examined", e);
    }
  }

  boolean isCurrent(Posix posix) throws IOException {
    return examine(posix) == Standing.CURRENT;
  }

  /** As it was found in this tick of the watch, by whichever handle asked first. */
  synchronized Standing standing(Posix posix, long tick) throws IOException {
    if (tick != examinedAtTick) {
      standing = examine(posix);
      examinedAtTick = tick;
    }
    return standing;
  }

  /** The length first: to touch memory that is gone is what must not happen. */
  private synchronized Standing examine(Posix posix) throws IOException {
    if (isTruncated()) {
      return Standing.TRUNCATED;
    }
    if (memory().isRetired(memory().versionAcquire())) {
      return Standing.RETIRED;
    }
    if (superseded) {
      return Standing.SUPERSEDED;
    }
    return file.stillNamed(posix) ? Standing.CURRENT : Standing.NAMELESS;
  }

  synchronized boolean isTruncated() throws IOException {
    return closed || file.isTruncated();
  }

  /** Whether no other handle has compared the file with others of its name in this tick. */
  synchronized boolean isFirstToCompareIn(long tick) {
    boolean first = comparedAtTick != tick;
    comparedAtTick = tick;
    return first;
  }

  /** Another file turned out to be the segment. */
  synchronized void supersede() {
    superseded = true;
  }

  boolean isSameFile(SegmentFile other) {
    return file.status().sameFile(other.status());
  }

  /** Takes the file away from under the mapping at once; shares are still given back. */
  synchronized void condemn() throws IOException {
    closed = true;
    mapping.detach();
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
    try {
      condemn();
    } finally {
      file.close();
    }
  }
}
