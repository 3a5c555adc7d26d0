// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.physinput.ThermalFields;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.TextField;

/** A sensor's name, encoded once so that storing it in every cycle allocates nothing. */
final class Label {

  private static final TextField ENCODING =
      new TextField("name", FieldType.TEXT, 0, ThermalFields.NAME_BYTES, "", false);

  /** Of a place that is not in use. */
  static final Label NONE = new Label("");

  private final String text;
  private final byte[] room = new byte[ThermalFields.NAME_BYTES];

  /** Cuts what is longer than {@link ThermalFields#NAME_BYTES}. */
  Label(String text) {
    this.text = text;
    ENCODING.set(MutableRecord.of(room), text);
  }

  /** Stores it in a field of the same room. Timing: hot. */
  void store(MutableRecord record, TextField field) {
    record.putBytes(field.offset(), room, 0, room.length);
  }

  @Override
  public String toString() {
    return text;
  }
}
