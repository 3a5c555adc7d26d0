// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.util.Objects;

/** A truth value, or an array of them, a byte each. Access is hot: it allocates nothing. */
public record BooleanField(
    String name, FieldType type, int offset, int count, String unit, boolean optional)
    implements Field {

  /** The first value. */
  public boolean get(RecordView record) {
    return record.getByte(offset) != 0;
  }

  /** The value at {@code index}, 0 to {@code count - 1}. */
  public boolean get(RecordView record, int index) {
    return record.getByte(offset + Objects.checkIndex(index, count)) != 0;
  }

  /** Stores the first value. */
  public void set(MutableRecord record, boolean value) {
    record.putByte(offset, (byte) (value ? 1 : 0));
  }

  /** Stores the value at {@code index}. */
  public void set(MutableRecord record, int index, boolean value) {
    record.putByte(offset + Objects.checkIndex(index, count), (byte) (value ? 1 : 0));
  }

  @Override
  public Object value(RecordView record, int index) {
    return get(record, index);
  }
}
