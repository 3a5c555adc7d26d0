// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/**
 * The memory of one value: its header and its payload. All access is plain; what makes it
 * consistent is the protocol of {@code org.evo.shm.linux.protocol} around it. In the classic layout
 * the header is the file's: no version, the capacity as length.
 */
public final class Slot {

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer memory;
  private final boolean classic;
  private final int header;
  private final int payload;
  private final int capacityBytes;
  private final RecordView view;

  Slot(ByteBuffer memory, boolean classic, int header, int capacityBytes) {
    this.memory = memory;
    this.classic = classic;
    this.header = header;
    this.payload = classic ? header : header + SlottedFormat.SLOT_PAYLOAD_OFFSET;
    this.capacityBytes = capacityBytes;
    this.view = RecordView.of(memory, payload, capacityBytes);
  }

  /** Version of the value in it; of no meaning in the classic layout. */
  public long version() {
    return classic ? 0 : (long) LONG.get(memory, header + SlottedFormat.SLOT_VERSION_OFFSET);
  }

  /** Length of the payload, as it stands there: check it before use. */
  public int payloadBytes() {
    return classic
        ? capacityBytes
        : (int) INT.get(memory, header + SlottedFormat.SLOT_LENGTH_OFFSET);
  }

  /** Commit time, 0 for none. */
  public long commitTimeNs() {
    int at =
        classic ? ClassicFormat.COMMIT_TIME_OFFSET : header + SlottedFormat.SLOT_COMMIT_TIME_OFFSET;
    return (long) LONG.get(memory, at);
  }

  /** Describes the value that is being put into it. */
  public void describe(long version, int payloadBytes, long commitTimeNs, long lastWriteNs) {
    if (classic) {
      LONG.set(memory, ClassicFormat.COMMIT_TIME_OFFSET, commitTimeNs);
      LONG.set(memory, ClassicFormat.LAST_WRITE_OFFSET, lastWriteNs);
    } else {
      LONG.set(memory, header + SlottedFormat.SLOT_VERSION_OFFSET, version);
      INT.set(memory, header + SlottedFormat.SLOT_LENGTH_OFFSET, payloadBytes);
      LONG.set(memory, header + SlottedFormat.SLOT_COMMIT_TIME_OFFSET, commitTimeNs);
    }
  }

  /** Copies payload out. */
  public void get(int offset, byte[] dst, int dstOffset, int length) {
    memory.get(payload + offset, dst, dstOffset, length);
  }

  /** Copies payload out, to an absolute index of {@code dst}. */
  public void get(int offset, ByteBuffer dst, int dstOffset, int length) {
    dst.put(dstOffset, memory, payload + offset, length);
  }

  /** Copies payload in. */
  public void put(int offset, byte[] src, int srcOffset, int length) {
    memory.put(payload + offset, src, srcOffset, length);
  }

  /** Copies payload in, from an absolute index of {@code src}. */
  public void put(int offset, ByteBuffer src, int srcOffset, int length) {
    memory.put(payload + offset, src, srcOffset, length);
  }

  /** Copies the start of another slot's payload in. */
  public void copyFrom(Slot other, int length) {
    memory.put(payload, other.memory, other.payload, length);
  }

  /** The payload for reading. */
  public RecordView view() {
    return view;
  }

  /** The payload for writing; for a writer's memory only. Allocates. */
  public MutableRecord newRecord() {
    return MutableRecord.of(memory, payload, capacityBytes);
  }
}
