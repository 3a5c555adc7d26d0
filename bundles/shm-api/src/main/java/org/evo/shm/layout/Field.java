// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

/**
 * A field of a record. Immutable; fields are created by {@link RecordLayout.Builder} and kept as
 * constants.
 */
public sealed interface Field permits IntegerField, FloatField, BooleanField, TextField {

  /** Unique within the record. */
  String name();

  /** The type of one element. */
  FieldType type();

  /** Where the first element is, in bytes from the start of the record. */
  int offset();

  /** Number of elements; bytes of room for {@link FieldType#TEXT}. */
  int count();

  /** The unit as people write it, empty for none. */
  String unit();

  /** Whether readers can do without it. */
  boolean optional();

  /** Bytes of the whole field. */
  default int sizeBytes() {
    return type().sizeBytes() * count();
  }

  /** How many values {@link #value} can be asked for: 1 for text. */
  default int values() {
    return type() == FieldType.TEXT ? 1 : count();
  }

  /**
   * One value as an object, for tools: {@link Long}, {@link java.math.BigInteger} above {@link
   * Long#MAX_VALUE}, {@link Double}, {@link Boolean} or {@link String}. Allocates.
   *
   * @param index 0 to {@link #values()} - 1
   */
  Object value(RecordView record, int index);
}
