// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.TextField;

/** Text that was encoded once, so that storing it in every cycle allocates nothing. Immutable. */
public final class EncodedText {

  private final String text;
  private final byte[] room;

  /**
   * Cuts what is longer than the room.
   *
   * @param roomBytes room of the fields that it will be stored in, in bytes of UTF-8
   */
  public EncodedText(String text, int roomBytes) {
    this.text = text;
    this.room = new byte[roomBytes];
    new TextField("text", FieldType.TEXT, 0, roomBytes, "", false)
        .set(MutableRecord.of(room), text);
  }

  /** Encoded for {@code field}. Allocates. */
  public static EncodedText of(String text, TextField field) {
    return new EncodedText(text, field.count());
  }

  /**
   * Stores it. Timing: hot.
   *
   * @param field one of the same room
   * @throws IndexOutOfBoundsException when its room is another
   */
  public void store(MutableRecord record, TextField field) {
    if (field.count() != room.length) {
      throw new IndexOutOfBoundsException(
          "encoded for " + room.length + " bytes, '" + field.name() + "' has " + field.count());
    }
    record.putBytes(field.offset(), room, 0, room.length);
  }

  @Override
  public String toString() {
    return text;
  }
}
