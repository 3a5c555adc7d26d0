// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.CorruptException;
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
 * The writer handle: checks arguments, lets one write at a time through its {@linkplain WriteGate
 * gate}, and gives way to {@link #close}, {@link #park} and the watch, see {@link Ownership}.
 *
 * <p>Whoever shuts the gate waits for a write under way, 1 s at most. After that the file is taken
 * away from under the mapping, so that what the write still stores reaches nobody; the write looks
 * at the gate once more behind its commit and reports that.
 */
final class LinuxSegmentWriter implements SegmentWriter {

  /** How long a write waits for a segment that is being published again: usually some ms. */
  private static final long REPUBLISH_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long POLL_NS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final int ANY_LENGTH = -1;

  private final LinuxPlatform platform;
  private final Ownership ownership;
  private final WriteGate gate;
  private final String name;
  private final int capacityBytes;
  private final int exactBytes;
  private final CommitTime commitTime;

  /** Replaced only while the gate is shut. */
  private SeqlockWriter seqlock;

  /** What a transaction was opened on; null when none is open. */
  private SeqlockWriter transaction;

  /** Who opened the last transaction; stored only when it changes, since a store has a cost. */
  private Thread transactionThread;

  LinuxSegmentWriter(
      LinuxPlatform platform,
      OwnedSegment segment,
      WriterListeners listeners,
      Consumer<AutoCloseable> onClose) {
    SegmentHeader header = segment.header();
    this.platform = platform;
    this.name = header.name();
    this.capacityBytes = header.geometry().capacityBytes();
    this.exactBytes = header.record().isPresent() ? capacityBytes : ANY_LENGTH;
    this.commitTime = header.commitTime();
    this.gate = new WriteGate(platform.barrier());
    this.ownership =
        new Ownership(
            platform, listeners, segment, gate, s -> seqlock = s, () -> onClose.accept(this));
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
    checkNoTransaction();
    try {
      enter();
      SeqlockWriter target = seqlock;
      stamp(target);
      long version = target.write(src, offset, length);
      checkReached(target);
      return version;
    } catch (InternalError e) {
      throw ownership.explain(e);
    } finally {
      gate.leave();
    }
  }

  @Override
  public long write(ByteBuffer src) {
    int length = src.remaining();
    checkPayload(length);
    checkNoTransaction();
    try {
      enter();
      SeqlockWriter target = seqlock;
      target.open();
      target.put(src, src.position(), length);
      return finish(target, length);
    } catch (InternalError e) {
      throw ownership.explain(e);
    } finally {
      gate.leave();
    }
  }

  @Override
  public long writeAt(long offset, byte[] src, int srcOffset, int length) {
    checkSource(src.length, srcOffset, length);
    checkNoTransaction();
    try {
      enter();
      SeqlockWriter target = seqlock;
      checkHasValue(target);
      int payload = target.committedBytes();
      if (offset < 0 || offset > payload - length) {
        throw outOfPayload(offset, length, payload);
      }
      target.openForPatch();
      target.put((int) offset, src, srcOffset, length);
      return finish(target, payload);
    } catch (InternalError e) {
      throw ownership.explain(e);
    } finally {
      gate.leave();
    }
  }

  @Override
  public MutableRecord begin() {
    checkNoTransaction();
    try {
      enter();
      SeqlockWriter target = openTransaction();
      target.openUndoable();
      return target.record();
    } catch (InternalError e) {
      throw endTransaction(ownership.explain(e));
    } catch (OutOfMemoryError e) {
      throw endTransaction(noRoomToUndo(e));
    } catch (ShmException e) {
      throw endTransaction(e);
    }
  }

  @Override
  public MutableRecord beginUpdate() {
    checkNoTransaction();
    try {
      enter();
      checkHasValue(seqlock);
      SeqlockWriter target = openTransaction();
      target.openForUpdate();
      return target.record();
    } catch (InternalError e) {
      throw endTransaction(ownership.explain(e));
    } catch (OutOfMemoryError e) {
      throw endTransaction(noRoomToUndo(e));
    } catch (ShmException e) {
      throw endTransaction(e);
    }
  }

  private ShmException endTransaction(ShmException failure) {
    transaction = null;
    gate.leave();
    return failure;
  }

  @Override
  public long commit() {
    return commit(capacityBytes);
  }

  @Override
  public long commit(int payloadBytes) {
    if (transaction == null) {
      throw new IllegalStateException("no transaction is open on '" + name + "'");
    }
    checkPayload(payloadBytes);
    SeqlockWriter target = transaction;
    try {
      return finish(target, payloadBytes);
    } catch (InternalError e) {
      throw ownership.explain(e);
    } finally {
      transaction = null;
      gate.leave();
    }
  }

  @Override
  public void abort() {
    if (transaction != null) {
      try {
        transaction.abort();
      } catch (InternalError e) {
        throw ownership.explain(e);
      } finally {
        transaction = null;
        gate.leave();
      }
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
    checkNoTransaction();
    try {
      enter();
      VarHandle.fullFence();
      ownership.segment().force();
    } finally {
      gate.leave();
    }
  }

  @Override
  public long version() {
    return seqlock.version();
  }

  @Override
  public SegmentInfo info() {
    if (gate.isClosed()) {
      throw ownership.refusal();
    }
    return platform.inspector().require(name, ownership.segment().path());
  }

  @Override
  public boolean isOpen() {
    return !gate.isClosed();
  }

  @Override
  public void close() {
    if (gate.close()) {
      ownership.end(platform.claims()::retire, this::isOwnTransaction);
    }
  }

  @Override
  public void park(long timeoutMs) {
    if (timeoutMs < MIN_PARK_MS || timeoutMs > MAX_PARK_MS) {
      throw new InvalidRangeException(
          name,
          "parking it for " + timeoutMs + " ms is not possible",
          "choose " + MIN_PARK_MS + " to " + MAX_PARK_MS + " ms");
    }
    if (gate.close()) {
      ownership.park(timeoutMs, this::isOwnTransaction);
    }
  }

  /** A transaction that the closing thread itself left open will never end. */
  private boolean isOwnTransaction() {
    return transaction != null && transactionThread == Thread.currentThread();
  }

  /** Commits, and makes sure that the commit reached the file. */
  private long finish(SeqlockWriter target, int payloadBytes) {
    stamp(target);
    long version = target.commit(payloadBytes);
    checkReached(target);
    return version;
  }

  private void stamp(SeqlockWriter target) {
    if (commitTime == CommitTime.WRITE) {
      target.commitTimeNs(System.nanoTime());
    }
  }

  private SeqlockWriter openTransaction() {
    transaction = seqlock;
    if (transactionThread != Thread.currentThread()) {
      transactionThread = Thread.currentThread();
    }
    return transaction;
  }

  private void checkNoTransaction() {
    if (transaction != null) {
      throw new IllegalStateException("a transaction is open on '" + name + "'");
    }
  }

  /**
   * Inside the try block of each write: an {@link InternalError} of an earlier one may come here.
   */
  private void enter() {
    if (!gate.enter()) {
      enterLate();
    }
  }

  /** The gate is shut: for good, or until the segment has been published again. */
  private void enterLate() {
    long startNs = System.nanoTime();
    while (gate.isSuspended() && System.nanoTime() - startNs < REPUBLISH_NS) {
      LockSupport.parkNanos(POLL_NS);
    }
    if (!gate.enter()) {
      throw ownership.refusal();
    }
  }

  /** The gate may have been shut, and opened again, while a write took too long. */
  private void checkReached(SeqlockWriter target) {
    if (!gate.isOpen() || target != seqlock) {
      throw ownership.refusal();
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

  private void checkHasValue(SeqlockWriter seqlock) {
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
    if (seqlock.isDamaged()) {
      checkReached(seqlock);
      throw new CorruptException(
          name,
          "the checksum of value " + seqlock.version() + ", which this builds on, does not fit",
          "commit a whole value first");
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
    return new ResourceExhaustedException(
        name,
        ShmException.NO_ERRNO,
        "there is no memory for the " + capacityBytes + " bytes that an abort would restore",
        "raise -XX:MaxDirectMemorySize, use write, or more than one slot",
        cause);
  }

  @Override
  public String toString() {
    return "writer of " + name;
  }
}
