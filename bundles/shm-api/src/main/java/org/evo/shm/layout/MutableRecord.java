// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Write access to the bytes of one record, little-endian, plain memory order: what becomes visible
 * when is the business of the protocol around it (for shared memory {@code SegmentWriter.commit}).
 * An offset outside is an {@link IndexOutOfBoundsException}, before any access.
 *
 * <p>Access is hot: it allocates nothing.
 */
public final class MutableRecord {

  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);

  private final ByteBuffer bytes;
  private final RecordView view;

  private MutableRecord(ByteBuffer bytes) {
    this.bytes = bytes;
    this.view = RecordView.of(bytes, 0, bytes.capacity());
  }

  private static VarHandle handle(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Access to {@code length} bytes of {@code memory}, from {@code offset} on. */
  public static MutableRecord of(ByteBuffer memory, int offset, int length) {
    return new MutableRecord(memory.slice(offset, length));
  }

  /** Access to an array. */
  public static MutableRecord of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  /** The same bytes for reading. */
  public RecordView view() {
    return view;
  }

  /** The bytes that can be reached. */
  public int lengthBytes() {
    return bytes.capacity();
  }

  /** Stores the byte at {@code offset}. */
  public void putByte(int offset, byte value) {
    bytes.put(offset, value);
  }

  /** Stores the two bytes at {@code offset}. */
  public void putShort(int offset, short value) {
    SHORT.set(bytes, offset, value);
  }

  /** Stores the four bytes at {@code offset}. */
  public void putInt(int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /** Stores the eight bytes at {@code offset}. */
  public void putLong(int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  /** Stores {@code length} bytes of {@code src} at {@code offset}. */
  public void putBytes(int offset, byte[] src, int srcOffset, int length) {
    bytes.put(offset, src, srcOffset, length);
  }
}
