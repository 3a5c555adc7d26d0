// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** UTF-8 text in a fixed room, padded with zeros. Its access allocates: keep it off a hot loop. */
public record TextField(
    String name, FieldType type, int offset, int count, String unit, boolean optional)
    implements Field {

  /** The text up to the first zero byte. */
  public String get(RecordView record) {
    byte[] bytes = new byte[count];
    record.getBytes(offset, bytes, 0, count);
    int length = 0;
    while (length < count && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Stores text, cut at the last character that fits into {@link #count()} bytes. */
  public void set(MutableRecord record, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] room = new byte[count];
    System.arraycopy(bytes, 0, room, 0, fitting(bytes));
    record.putBytes(offset, room, 0, count);
  }

  private int fitting(byte[] bytes) {
    if (bytes.length <= count) {
      return bytes.length;
    }
    int length = count;
    while (length > 0 && (bytes[length] & 0xC0) == 0x80) {
      length--;
    }
    return length;
  }

  @Override
  public Object value(RecordView record, int index) {
    Objects.checkIndex(index, 1);
    return get(record);
  }
}
