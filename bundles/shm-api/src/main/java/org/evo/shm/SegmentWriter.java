// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.nio.ByteBuffer;
import org.evo.shm.layout.MutableRecord;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one writer of a segment. Owned by one thread at a time; handing it to another needs a
 * happens-before edge of the caller's. {@link #close()} is safe from any thread at any time.
 *
 * <p>Every method that writes returns the version of the value it committed: even, growing by two
 * with each commit, across crashes and takeovers too.
 *
 * <p>Arguments are checked before the first store. What every method that writes may throw:
 *
 * <ul>
 *   <li>{@link org.evo.shm.error.InvalidRangeException} when the payload does not fit the capacity,
 *       or in a typed segment is not exactly one record;
 *   <li>{@link org.evo.shm.error.HandleClosedException} after {@code close} or {@code park}, or
 *       when the segment was lost to another writer;
 *   <li>{@link org.evo.shm.error.SegmentBusyException} while a lost segment is being published
 *       again: write again in the next cycle;
 *   <li>{@link org.evo.shm.error.CorruptException} when a third party truncated the file under the
 *       write, which may have reached nobody: write again. The virtual machine reports such an
 *       access late; on Java 17 an {@link InternalError} may reach the code behind the write
 *       instead, so a loop that must go on catches that, too.
 * </ul>
 */
@ProviderType
public interface SegmentWriter extends AutoCloseable {

  /** Shortest time of {@link #park}, in ms. */
  long MIN_PARK_MS = 1;

  /** Longest time of {@link #park}, in ms: an hour. */
  long MAX_PARK_MS = 3_600_000;

  /** The segment's name. */
  String segment();

  /** The largest payload of one value, in bytes. */
  int capacityBytes();

  /** Commits {@code src} as the next value. Timing: hot, O(length). */
  long write(byte[] src);

  /** Commits {@code length} bytes of {@code src} from {@code offset} on. Timing: hot, O(length). */
  long write(byte[] src, int offset, int length);

  /**
   * Commits what remains in {@code src}, whose position and limit stay as they are. Timing: hot,
   * O(remaining).
   */
  long write(ByteBuffer src);

  /**
   * Changes {@code length} bytes at {@code offset} of the last committed payload and commits the
   * result; the payload does not grow. With several slots the payload is copied forward, so this
   * costs O(payload); for large values patched in place use one slot. A checksummed segment always
   * costs O(payload). Timing: hot.
   *
   * @param offset where in the payload, in bytes
   * @throws org.evo.shm.error.InvalidRangeException when the range leaves the committed payload
   * @throws org.evo.shm.error.NoValueYetException when nothing has been committed
   * @throws org.evo.shm.error.VersionConflictException with one slot, when a crashed predecessor
   *     left the value half written: commit a whole one first
   * @throws org.evo.shm.error.CorruptException in a checksummed segment, when the last value is
   *     damaged, which a new checksum would hide: commit a whole one first
   */
  long writeAt(long offset, byte[] src, int srcOffset, int length);

  /**
   * Opens a transaction on the memory of the next value. Its content is unspecified: fill all of
   * it, then {@link #commit()}; or {@link #abort()}. The record is the same object for the same
   * slot, valid until then. Timing: hot; with one slot O(payload), for the copy an abort restores.
   *
   * @throws IllegalStateException when a transaction is open
   */
  MutableRecord begin();

  /**
   * As {@link #begin()}, with the last committed payload already in it. Timing: hot, O(payload).
   *
   * @throws org.evo.shm.error.NoValueYetException when nothing has been committed
   * @throws org.evo.shm.error.VersionConflictException as {@link #writeAt}
   * @throws org.evo.shm.error.CorruptException as {@link #writeAt}
   */
  MutableRecord beginUpdate();

  /** As {@link #commit(int)} with {@link #capacityBytes()}. */
  long commit();

  /**
   * Commits the first {@code payloadBytes} of the open transaction. Timing: hot; in a checksummed
   * segment O(payload).
   *
   * @throws IllegalStateException when no transaction is open
   */
  long commit(int payloadBytes);

  /**
   * Gives the open transaction up; readers keep the last committed value. Without one it does
   * nothing. Timing: hot; with one slot O(payload), and it commits the old value again.
   */
  void abort();

  /**
   * The time that the following commits carry, of {@link System#nanoTime()}: call it once a cycle.
   * Timing: hot.
   *
   * @throws org.evo.shm.error.UnsupportedException when the segment's commit times do not come from
   *     the {@linkplain CommitTime#LOOP loop}
   */
  void commitTimeNs(long monotonicNs);

  /**
   * Returns when every commit so far is visible to all processors and handed to the file system.
   * Readers never need it: a commit is visible by itself. Timing: cold.
   */
  void flush();

  /** The version of the last committed value, 0 when there is none. Timing: hot. */
  long version();

  /** A snapshot of the segment. Timing: cold. */
  SegmentInfo info();

  /** False after {@link #close()}. Timing: hot. */
  boolean isOpen();

  /**
   * Closes this handle and keeps the segment for this process, so that its next writer here goes on
   * where this one ended: with the same layout readers stay attached, and until then they read the
   * last value. While this process lives and the time is not over other processes get {@link
   * org.evo.shm.error.SegmentBusyException}; afterwards it is removed. A write under way is treated
   * as by {@link #close()}. Without effect when it is closed. Timing: blocking.
   *
   * @param timeoutMs how long, {@value #MIN_PARK_MS} to {@value #MAX_PARK_MS} ms
   * @throws org.evo.shm.error.InvalidRangeException when the time is out of limits; nothing was
   *     touched
   */
  void park(long timeoutMs);

  /**
   * Retires the segment and removes its files. A write under way in another thread is waited for, 1
   * s at most; one that takes longer can no longer reach the file. Idempotent. Timing: blocking.
   */
  @Override
  void close();
}
