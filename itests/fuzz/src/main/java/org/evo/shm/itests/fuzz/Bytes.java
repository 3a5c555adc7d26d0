// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/** The bytes of a file that is being spoilt. Grows as needed. */
final class Bytes {

  private static final int MOST_FLIPS = 8;

  private byte[] array;

  Bytes(byte[] original) {
    this.array = original.clone();
  }

  byte[] array() {
    return array;
  }

  int length() {
    return array.length;
  }

  private ByteBuffer buffer(int end) {
    if (end > array.length) {
      array = java.util.Arrays.copyOf(array, end);
    }
    return ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
  }

  long get(Span span) {
    ByteBuffer b = buffer(span.end());
    return switch (span.width()) {
      case 1 -> b.get(span.offset());
      case 2 -> b.getShort(span.offset());
      case 4 -> b.getInt(span.offset());
      default -> b.getLong(span.offset());
    };
  }

  void put(Span span, long value) {
    ByteBuffer b = buffer(span.end());
    switch (span.width()) {
      case 1 -> b.put(span.offset(), (byte) value);
      case 2 -> b.putShort(span.offset(), (short) value);
      case 4 -> b.putInt(span.offset(), (int) value);
      default -> b.putLong(span.offset(), value);
    }
  }

  void put(int offset, byte[] part) {
    buffer(offset + part.length).put(offset, part);
  }

  /** Spoils a number, or for a span of other widths some of its bytes. */
  void spoil(Span span, RandomGenerator random) {
    if (span.isNumber()) {
      put(span, Values.next(random, get(span)));
    } else {
      buffer(span.end());
      for (int i = random.nextInt(MOST_FLIPS); i >= 0; i--) {
        array[span.offset() + random.nextInt(span.width())] = (byte) random.nextInt(256);
      }
    }
  }

  void truncate(int length) {
    array = java.util.Arrays.copyOf(array, length);
  }
}
