// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentWriter;
import org.evo.shm.layout.MutableRecord;

/** Writes to a {@link FakeSegment}; offers what the verbs use. */
final class FakeWriter implements SegmentWriter {

  private final FakeSegment segment;
  private final Runnable onClose;
  private long commitTimeNs;
  private boolean open = true;

  FakeWriter(FakeSegment segment, Runnable onClose) {
    this.segment = segment;
    this.onClose = onClose;
  }

  @Override
  public String segment() {
    return segment.spec.name();
  }

  @Override
  public int capacityBytes() {
    return segment.spec.capacityBytes();
  }

  @Override
  public long write(byte[] src) {
    if (segment.writesFail != null) {
      throw segment.writesFail;
    }
    segment.commit(src, commitTimeNs);
    return segment.version;
  }

  @Override
  public long write(byte[] src, int offset, int length) {
    return write(Arrays.copyOfRange(src, offset, offset + length));
  }

  @Override
  public long write(ByteBuffer src) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long writeAt(long offset, byte[] src, int srcOffset, int length) {
    System.arraycopy(src, srcOffset, segment.payload, (int) offset, length);
    segment.version += 2;
    return segment.version;
  }

  @Override
  public MutableRecord begin() {
    throw new UnsupportedOperationException();
  }

  @Override
  public MutableRecord beginUpdate() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long commit() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long commit(int payloadBytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void abort() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void commitTimeNs(long monotonicNs) {
    commitTimeNs = monotonicNs;
  }

  @Override
  public void flush() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long version() {
    return segment.version;
  }

  @Override
  public SegmentInfo info() {
    return segment.info();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      onClose.run();
    }
  }

  @Override
  public void park(long timeoutMs) {
    close();
  }
}
