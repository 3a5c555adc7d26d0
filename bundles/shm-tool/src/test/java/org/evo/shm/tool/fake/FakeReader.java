// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.fake;

import java.nio.ByteBuffer;
import org.evo.shm.SegmentInfo;
import org.evo.shm.SegmentReader;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.NoValueYetException;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.layout.RecordView;

/** Reads a {@link FakeSegment}; offers what the verbs use. */
final class FakeReader implements SegmentReader {

  private final FakeSegment segment;
  private long lastReadVersion;
  private long commitTimeNs;
  private boolean open = true;

  FakeReader(FakeSegment segment) {
    this.segment = segment;
  }

  @Override
  public String segment() {
    return segment.spec.name();
  }

  @Override
  public int capacityBytes() {
    return Math.max(segment.spec.capacityBytes(), segment.payload.length);
  }

  @Override
  public int read(byte[] dst) {
    checkReadable();
    if (segment.payload.length > dst.length) {
      throw new InvalidRangeException(segment(), "too long", "take a larger array");
    }
    System.arraycopy(segment.payload, 0, dst, 0, segment.payload.length);
    lastReadVersion = segment.version;
    commitTimeNs = segment.commitTimeNs;
    return segment.payload.length;
  }

  private void checkReadable() {
    if (segment.nextRead != null) {
      RuntimeException e = segment.nextRead;
      segment.nextRead = null;
      throw e;
    }
    if (segment.removed) {
      throw new NotFoundException(segment(), "it was removed", "start its writer");
    }
    if (segment.version == 0 || segment.payload.length == 0) {
      throw new NoValueYetException(segment(), "nothing was written", "wait");
    }
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
  public void readRange(long offset, byte[] dst, int dstOffset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long beginRead() {
    checkReadable();
    return segment.version;
  }

  @Override
  public RecordView view() {
    return RecordView.of(segment.payload);
  }

  @Override
  public int payloadBytes() {
    return segment.payload.length;
  }

  @Override
  public boolean validate(long stamp) {
    return stamp == segment.version;
  }

  @Override
  public boolean hasChanged() {
    return segment.version != lastReadVersion;
  }

  @Override
  public boolean hasValue() {
    return segment.version != 0;
  }

  @Override
  public long version() {
    return segment.version;
  }

  @Override
  public long lastReadVersion() {
    return lastReadVersion;
  }

  @Override
  public long commitTimeNs() {
    return commitTimeNs;
  }

  @Override
  public long ageNs() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long retries() {
    return 3;
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
      segment.readers--;
    }
  }
}
