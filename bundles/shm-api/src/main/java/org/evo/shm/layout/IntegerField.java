// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.math.BigInteger;
import java.util.Objects;

/** An integer of any width, or an array of them. Access is hot: it allocates nothing. */
public record IntegerField(
    String name, FieldType type, int offset, int count, String unit, boolean optional)
    implements Field {

  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

  /** The first value; a {@link FieldType#U64} is to be read as unsigned. */
  public long get(RecordView record) {
    return at(record, offset);
  }

  /** The value at {@code index}, 0 to {@code count - 1}. */
  public long get(RecordView record, int index) {
    return at(record, offset + Objects.checkIndex(index, count) * type.sizeBytes());
  }

  /** Stores the first value; bits beyond the width are dropped. */
  public void set(MutableRecord record, long value) {
    put(record, offset, value);
  }

  /** Stores the value at {@code index}; bits beyond the width are dropped. */
  public void set(MutableRecord record, int index, long value) {
    put(record, offset + Objects.checkIndex(index, count) * type.sizeBytes(), value);
  }

  private long at(RecordView record, int at) {
    return switch (type) {
      case I8 -> record.getByte(at);
      case U8 -> record.getByte(at) & 0xFF;
      case I16 -> record.getShort(at);
      case U16 -> record.getShort(at) & 0xFFFF;
      case I32 -> record.getInt(at);
      case U32 -> record.getInt(at) & 0xFFFF_FFFFL;
      default -> record.getLong(at);
    };
  }

  private void put(MutableRecord record, int at, long value) {
    switch (type) {
      case I8, U8 -> record.putByte(at, (byte) value);
      case I16, U16 -> record.putShort(at, (short) value);
      case I32, U32 -> record.putInt(at, (int) value);
      default -> record.putLong(at, value);
    }
  }

  @Override
  public Object value(RecordView record, int index) {
    long value = get(record, index);
    return type == FieldType.U64 && value < 0 ? BigInteger.valueOf(value).add(TWO_TO_64) : value;
  }
}
