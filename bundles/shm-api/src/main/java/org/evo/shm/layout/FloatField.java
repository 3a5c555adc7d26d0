// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.util.Objects;

/** A floating-point number, or an array of them. Access is hot: it allocates nothing. */
public record FloatField(
    String name, FieldType type, int offset, int count, String unit, boolean optional)
    implements Field {

  /** The first value. */
  public double get(RecordView record) {
    return at(record, offset);
  }

  /** The value at {@code index}, 0 to {@code count - 1}. */
  public double get(RecordView record, int index) {
    return at(record, offset + Objects.checkIndex(index, count) * type.sizeBytes());
  }

  /** Stores the first value, rounded to the width. */
  public void set(MutableRecord record, double value) {
    put(record, offset, value);
  }

  /** Stores the value at {@code index}, rounded to the width. */
  public void set(MutableRecord record, int index, double value) {
    put(record, offset + Objects.checkIndex(index, count) * type.sizeBytes(), value);
  }

  private double at(RecordView record, int at) {
    return type == FieldType.F64
        ? Double.longBitsToDouble(record.getLong(at))
        : Float.intBitsToFloat(record.getInt(at));
  }

  private void put(MutableRecord record, int at, double value) {
    if (type == FieldType.F64) {
      record.putLong(at, Double.doubleToRawLongBits(value));
    } else {
      record.putInt(at, Float.floatToRawIntBits((float) value));
    }
  }

  @Override
  public Object value(RecordView record, int index) {
    return get(record, index);
  }
}
