// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.error.ShmException;
import org.evo.shm.error.UnsupportedException;
import org.evo.shm.error.VersionConflictException;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.linux.format.SegmentHeader;
import org.evo.shm.linux.lifecycle.OwnedSegment;
import org.evo.shm.linux.protocol.SeqlockWriter;

/**
 * The writer handle: checks arguments, lets one write at a time through, and gives way to {@link
 * #close}.
 *
 * <p>Close against a write in another thread: a write sets {@code inWrite} and then loads {@code
 * closed}; close sets {@code closed}, runs a barrier on all threads and then loads {@code inWrite}.
 * So either the write sees that it is too late, or close sees the write and waits for it, 1 s at
 * most. After that the file is taken away from under the mapping, so that what the write still
 * stores reaches nobody; it loads {@code closed} once more behind its commit and reports that.
 */
final class LinuxSegmentWriter implements SegmentWriter {

  private static final long QUIESCENCE_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long POLL_NS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final int ANY_LENGTH = -1;

  private static final VarHandle IN_WRITE;
  private static final VarHandle CLOSED;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      IN_WRITE = lookup.findVarHandle(LinuxSegmentWriter.class, "inWrite", boolean.class);
      CLOSED = lookup.findVarHandle(LinuxSegmentWriter.class, "closed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final LinuxPlatform platform;
  private final OwnedSegment segment;
  private final SeqlockWriter seqlock;
  private final Consumer<AutoCloseable> onClose;
  private final String name;
  private final int capacityBytes;
  private final int exactBytes;
  private final CommitTime commitTime;

  private boolean inWrite;
  private boolean closed;
  private boolean inTransaction;

  /** Who opened the last transaction; stored only when it changes, since a store has a cost. */
  private Thread transactionThread;

  LinuxSegmentWriter(
      LinuxPlatform platform, OwnedSegment segment, Consumer<AutoCloseable> onClose) {
    SegmentHeader header = segment.header();
    this.platform = platform;
    this.segment = segment;
    this.onClose = onClose;
    this.name = header.name();
    this.capacityBytes = header.geometry().capacityBytes();
    this.exactBytes = header.record().isPresent() ? capacityBytes : ANY_LENGTH;
    this.commitTime = header.commitTime();
    long wallClockNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    this.seqlock = new SeqlockWriter(segment.memory(), wallClockNs - System.nanoTime());
  }

  @Override
  public String segment() {
    return name;
  }

  @Override
  public int capacityBytes() {
    return capacityBytes;
  }

  @Override
  public long write(byte[] src) {
    return write(src, 0, src.length);
  }

  @Override
  public long write(byte[] src, int offset, int length) {
    checkSource(src.length, offset, length);
    checkPayload(length);
    enter();
    try {
      stamp();
      long version = seqlock.write(src, offset, length);
      checkOpen();
      return version;
    } finally {
      leave();
    }
  }

  @Override
  public long write(ByteBuffer src) {
    int length = src.remaining();
    checkPayload(length);
    enter();
    try {
      seqlock.open();
      seqlock.put(src, src.position(), length);
      return finish(length);
    } finally {
      leave();
    }
  }

  @Override
  public long writeAt(long offset, byte[] src, int srcOffset, int length) {
    checkSource(src.length, srcOffset, length);
    checkHasValue();
    int payload = seqlock.committedBytes();
    if (offset < 0 || offset > payload - length) {
      throw outOfPayload(offset, length, payload);
    }
    enter();
    try {
      seqlock.openForPatch();
      seqlock.put((int) offset, src, srcOffset, length);
      return finish(payload);
    } finally {
      leave();
    }
  }

  @Override
  public MutableRecord begin() {
    enter();
    try {
      seqlock.openUndoable();
    } catch (OutOfMemoryError e) {
      throw noRoomToUndo(e);
    }
    openTransaction();
    return seqlock.record();
  }

  @Override
  public MutableRecord beginUpdate() {
    checkHasValue();
    enter();
    try {
      seqlock.openForUpdate();
    } catch (OutOfMemoryError e) {
      throw noRoomToUndo(e);
    }
    openTransaction();
    return seqlock.record();
  }

  @Override
  public long commit() {
    return commit(capacityBytes);
  }

  @Override
  public long commit(int payloadBytes) {
    if (!inTransaction) {
      throw new IllegalStateException("no transaction is open on '" + name + "'");
    }
    checkPayload(payloadBytes);
    try {
      return finish(payloadBytes);
    } finally {
      inTransaction = false;
      leave();
    }
  }

  @Override
  public void abort() {
    if (inTransaction) {
      seqlock.abort();
      inTransaction = false;
      leave();
    }
  }

  @Override
  public void commitTimeNs(long monotonicNs) {
    if (commitTime != CommitTime.LOOP) {
      throw new UnsupportedException(
          name,
          "its commit times are " + commitTime + ", not given by a loop",
          "create it with CommitTime.LOOP");
    }
    seqlock.commitTimeNs(monotonicNs);
  }

  @Override
  public void flush() {
    checkOpen();
    VarHandle.fullFence();
    segment.force();
  }

  @Override
  public long version() {
    return seqlock.version();
  }

  @Override
  public SegmentInfo info() {
    checkOpen();
    return platform.inspector().require(name, segment.path());
  }

  @Override
  public boolean isOpen() {
    return !(boolean) CLOSED.getAcquire(this);
  }

  @Override
  public void close() {
    if (!CLOSED.compareAndSet(this, false, true)) {
      return;
    }
    onClose.accept(this);
    platform.barrier().await();
    awaitQuiescence();
    platform.claims().retire(segment);
  }

  /** A transaction that the closing thread itself left open will never end. */
  private void awaitQuiescence() {
    long startNs = System.nanoTime();
    while ((boolean) IN_WRITE.getAcquire(this)
        && !(inTransaction && transactionThread == Thread.currentThread())
        && System.nanoTime() - startNs < QUIESCENCE_NS) {
      LockSupport.parkNanos(POLL_NS);
    }
  }

  /** Commits, and makes sure that the commit reached the file. */
  private long finish(int payloadBytes) {
    stamp();
    long version = seqlock.commit(payloadBytes);
    checkOpen();
    return version;
  }

  private void stamp() {
    if (commitTime == CommitTime.WRITE) {
      seqlock.commitTimeNs(System.nanoTime());
    }
  }

  private void openTransaction() {
    inTransaction = true;
    if (transactionThread != Thread.currentThread()) {
      transactionThread = Thread.currentThread();
    }
  }

  private void enter() {
    if (inTransaction) {
      throw new IllegalStateException("a transaction is open on '" + name + "'");
    }
    IN_WRITE.setOpaque(this, true);
    if ((boolean) CLOSED.getOpaque(this)) {
      leave();
      throw handleClosed();
    }
  }

  private void leave() {
    IN_WRITE.setRelease(this, false);
  }

  private void checkOpen() {
    if ((boolean) CLOSED.getOpaque(this)) {
      throw handleClosed();
    }
  }

  private void checkPayload(int length) {
    if (length < 0
        || length > capacityBytes
        || (exactBytes != ANY_LENGTH && length != exactBytes)) {
      throw payloadRefused(length);
    }
  }

  private void checkSource(int available, int offset, int length) {
    if ((offset | length) < 0 || offset > available - length) {
      throw new InvalidRangeException(
          name,
          length + " bytes from " + offset + " leave an array of " + available,
          "stay within 0 to " + available);
    }
  }

  private void checkHasValue() {
    if (seqlock.wholeValueNeeded()) {
      throw new VersionConflictException(
          name,
          "a writer before this one died inside a write and left half a value",
          "commit a whole value first");
    }
    if (seqlock.committedBytes() == SeqlockWriter.NO_VALUE) {
      throw new NoValueYetException(
          name, "nothing has been committed that could be changed", "commit a whole value first");
    }
  }

  private InvalidRangeException payloadRefused(int length) {
    String allowed = exactBytes == ANY_LENGTH ? "0 to " + capacityBytes : "exactly " + exactBytes;
    return new InvalidRangeException(
        name, "a payload of " + length + " bytes is not possible", "write " + allowed + " bytes");
  }

  private InvalidRangeException outOfPayload(long offset, int length, int payload) {
    return new InvalidRangeException(
        name,
        length + " bytes at " + offset + " leave the payload of " + payload,
        "stay within 0 to " + payload + ", or write a whole value");
  }

  private ResourceExhaustedException noRoomToUndo(OutOfMemoryError cause) {
    leave();
    return new ResourceExhaustedException(
        name,
        ShmException.NO_ERRNO,
        "there is no memory for the " + capacityBytes + " bytes that an abort would restore",
        "raise -XX:MaxDirectMemorySize, use write, or more than one slot",
        cause);
  }

  private HandleClosedException handleClosed() {
    return new HandleClosedException(name, "this writer was closed", "create another one");
  }

  @Override
  public String toString() {
    return "writer of " + Objects.requireNonNull(name);
  }
}
