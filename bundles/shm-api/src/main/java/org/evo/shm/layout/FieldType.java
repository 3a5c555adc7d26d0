// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

/** Element types of fields; little-endian in memory. */
public enum FieldType {
  /** Signed integer, 1 byte. */
  I8(1),
  /** Unsigned integer, 1 byte. */
  U8(1),
  /** Signed integer, 2 bytes. */
  I16(2),
  /** Unsigned integer, 2 bytes. */
  U16(2),
  /** Signed integer, 4 bytes. */
  I32(4),
  /** Unsigned integer, 4 bytes. */
  U32(4),
  /** Signed integer, 8 bytes. */
  I64(8),
  /** Unsigned integer, 8 bytes; in Java a long to be read as unsigned. */
  U64(8),
  /** IEEE 754 binary32. */
  F32(4),
  /** IEEE 754 binary64. */
  F64(8),
  /** One byte, 0 is false. */
  BOOL(1),
  /** UTF-8 text; the count is its room in bytes, the rest is zero. */
  TEXT(1);

  private final int sizeBytes;

  FieldType(int sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /** Bytes of one element, which is also its alignment. */
  public int sizeBytes() {
    return sizeBytes;
  }
}
