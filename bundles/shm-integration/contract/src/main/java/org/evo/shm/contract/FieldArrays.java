// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.FieldType;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/** Appends arrays of one length. */
public final class FieldArrays {

  private final RecordLayout.Builder fields;
  private final int count;

  /**
   * @param count elements of each array
   */
  public FieldArrays(RecordLayout.Builder fields, int count) {
    this.fields = fields;
    this.count = count;
  }

  /** One element an axis. */
  public static FieldArrays perAxis(RecordLayout.Builder fields) {
    return new FieldArrays(fields, Axes.COUNT);
  }

  /** Appends an array of doubles. */
  public FloatField f64(String name, String unit) {
    return fields.f64s(name, count, unit);
  }

  /** Appends an array of signed 64-bit integers. */
  public IntegerField i64(String name, String unit) {
    return fields.i64s(name, count, unit);
  }

  /** Appends an array of unsigned 64-bit integers. */
  public IntegerField u64(String name) {
    return integers(FieldType.U64, name);
  }

  /** Appends an array of unsigned 32-bit integers. */
  public IntegerField u32(String name) {
    return integers(FieldType.U32, name);
  }

  /** Appends an array of unsigned 16-bit integers. */
  public IntegerField u16(String name) {
    return integers(FieldType.U16, name);
  }

  /** Appends an array of unsigned bytes. */
  public IntegerField u8(String name) {
    return integers(FieldType.U8, name);
  }

  /** Appends an array of truth values. */
  public BooleanField bool(String name) {
    return fields.bools(name, count);
  }

  private IntegerField integers(FieldType type, String name) {
    return (IntegerField) fields.append(type, name, count, "", false);
  }
}
