// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.nio.ByteBuffer;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.layout.RecordView;

/** Reads what a {@link FakeWriter} committed, ranges only. Guarded by the writer. */
public final class FakeReader implements SegmentReader {

  private final FakeWriter writer;
  private RuntimeException failure;
  private boolean closed;

  public FakeReader(FakeWriter writer) {
    this.writer = writer;
  }

  /** The next reads fail so, until null is given. */
  public void failReads(RuntimeException problem) {
    failure = problem;
  }

  @Override
  public void readRange(long offset, byte[] dst, int dstOffset, int length) {
    synchronized (writer) {
      if (failure != null) {
        throw failure;
      }
      if (!writer.isOpen()) {
        throw new NotFoundException(segment(), "the writer has gone", "start it again");
      }
      if (writer.version() == 0) {
        throw new NoValueYetException(segment(), "nothing was committed", "wait");
      }
      writer.view().getBytes((int) offset, dst, dstOffset, length);
    }
  }

  @Override
  public String segment() {
    return writer.segment();
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public int capacityBytes() {
    return writer.capacityBytes();
  }

  @Override
  public int read(byte[] dst) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(byte[] dst, int dstOffset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int read(ByteBuffer dst) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long beginRead() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RecordView view() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int payloadBytes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean validate(long stamp) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasChanged() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasValue() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long version() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long lastReadVersion() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long commitTimeNs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long ageNs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long retries() {
    throw new UnsupportedOperationException();
  }

  @Override
  public SegmentInfo info() {
    throw new UnsupportedOperationException();
  }
}
