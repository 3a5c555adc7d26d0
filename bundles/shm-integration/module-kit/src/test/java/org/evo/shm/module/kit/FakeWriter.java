// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.nio.ByteBuffer;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.HandleClosedException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/** A segment in the heap with one slot, transactions only. Guarded by itself. */
public final class FakeWriter implements SegmentWriter {

  private final String segment;
  private final byte[] next;
  private final byte[] committed;
  private final MutableRecord record;
  private final RecordView view;
  private boolean inTransaction;
  private long version;
  private long timeNs;
  private long committedTimeNs;
  private boolean closed;
  private int aborts;
  private RuntimeException failure;

  public FakeWriter(SegmentSpec spec) {
    segment = spec.name();
    next = new byte[spec.capacityBytes()];
    committed = new byte[spec.capacityBytes()];
    record = MutableRecord.of(next);
    view = RecordView.of(committed);
  }

  /** The last committed record. */
  public synchronized RecordView view() {
    return view;
  }

  public synchronized long committedTimeNs() {
    return committedTimeNs;
  }

  public synchronized int aborts() {
    return aborts;
  }

  /** The next commits fail so, until null is given. */
  public synchronized void failCommits(RuntimeException problem) {
    failure = problem;
  }

  @Override
  public synchronized MutableRecord begin() {
    checkOpen();
    if (inTransaction) {
      throw new IllegalStateException("a transaction is open");
    }
    inTransaction = true;
    return record;
  }

  @Override
  public synchronized long commit() {
    checkOpen();
    if (failure != null) {
      throw failure;
    }
    System.arraycopy(next, 0, committed, 0, next.length);
    committedTimeNs = timeNs;
    inTransaction = false;
    version += 2;
    return version;
  }

  @Override
  public synchronized void abort() {
    inTransaction = false;
    aborts++;
  }

  @Override
  public synchronized void commitTimeNs(long monotonicNs) {
    checkOpen();
    timeNs = monotonicNs;
  }

  @Override
  public synchronized long version() {
    return version;
  }

  @Override
  public synchronized boolean isOpen() {
    return !closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void checkOpen() {
    if (closed) {
      throw new HandleClosedException(segment, "the writer was closed", "create another");
    }
  }

  @Override
  public String segment() {
    return segment;
  }

  @Override
  public int capacityBytes() {
    return next.length;
  }

  @Override
  public long write(byte[] src) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(byte[] src, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer src) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long writeAt(long offset, byte[] src, int srcOffset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized MutableRecord beginUpdate() {
    if (version == 0) {
      throw new NoValueYetException(segment, "nothing was committed", "use begin");
    }
    MutableRecord update = begin();
    System.arraycopy(committed, 0, next, 0, next.length);
    return update;
  }

  @Override
  public long commit(int payloadBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SegmentInfo info() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void park(long timeoutMs) {
    close();
  }
}
