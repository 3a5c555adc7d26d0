// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Read access to the bytes of one record, little-endian, plain memory order: consistency comes from
 * the protocol around it (for shared memory {@code SegmentReader.validate}). Fixed to its memory
 * for life; it hands out no buffer. An offset outside is an {@link IndexOutOfBoundsException},
 * before any access.
 *
 * <p>Access is hot: it allocates nothing.
 */
public final class RecordView {

  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);

  private final ByteBuffer bytes;

  private RecordView(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  private static VarHandle handle(Class<?> array) {
    return MethodHandles.byteBufferViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** A view of {@code length} bytes of {@code memory}, from {@code offset} on. */
  public static RecordView of(ByteBuffer memory, int offset, int length) {
    return new RecordView(memory.slice(offset, length).asReadOnlyBuffer());
  }

  /** A view of an array. */
  public static RecordView of(byte[] bytes) {
    return of(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  /** The bytes that can be reached. */
  public int lengthBytes() {
    return bytes.capacity();
  }

  /** The byte at {@code offset}. */
  public byte getByte(int offset) {
    return bytes.get(offset);
  }

  /** The two bytes at {@code offset}. */
  public short getShort(int offset) {
    return (short) SHORT.get(bytes, offset);
  }

  /** The four bytes at {@code offset}. */
  public int getInt(int offset) {
    return (int) INT.get(bytes, offset);
  }

  /** The eight bytes at {@code offset}. */
  public long getLong(int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /** Copies {@code length} bytes from {@code offset} on to {@code dst}. */
  public void getBytes(int offset, byte[] dst, int dstOffset, int length) {
    bytes.get(offset, dst, dstOffset, length);
  }
}
