// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The checksum of a value: CRC-32C over its version (u64), payload length (u32) and commit time
 * (u64, 0 for none), little-endian and without gaps, and then its payload.
 *
 * <p>The version belongs to it so that an old value is not taken for a new one; and so that memory
 * that is all zero has no valid checksum.
 *
 * <p>It reads arrays only. Never let {@link CRC32C} read a mapping: where its file was truncated
 * that ends the virtual machine. Allocates nothing; owned by one thread.
 */
public final class SlotChecksum {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int LENGTH_AT = Long.BYTES;
  private static final int COMMIT_TIME_AT = LENGTH_AT + Integer.BYTES;
  private static final int PREFIX_BYTES = COMMIT_TIME_AT + Long.BYTES;

  private final CRC32C crc = new CRC32C();
  private final byte[] prefix = new byte[PREFIX_BYTES];

  /** The checksum of a value whose payload is in an array from {@code offset} on. */
  public int of(long version, long commitTimeNs, byte[] payload, int offset, int length) {
    LONG.set(prefix, 0, version);
    INT.set(prefix, LENGTH_AT, length);
    LONG.set(prefix, COMMIT_TIME_AT, commitTimeNs);
    crc.reset();
    crc.update(prefix, 0, PREFIX_BYTES);
    crc.update(payload, offset, length);
    return (int) crc.getValue();
  }
}
