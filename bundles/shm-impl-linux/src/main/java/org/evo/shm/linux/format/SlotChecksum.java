// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.io.EOFException;
import java.io.IOException;
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
  private static final int PIECE_BYTES = 1 << 20;

  private final CRC32C crc = new CRC32C();
  private final byte[] prefix = new byte[PREFIX_BYTES];

  /** The checksum of a value whose payload is in an array from {@code offset} on. */
  public int of(long version, long commitTimeNs, byte[] payload, int offset, int length) {
    begin(version, commitTimeNs, length);
    crc.update(payload, offset, length);
    return (int) crc.getValue();
  }

  /** The checksum of a value whose payload is in a file from {@code offset} on, piece by piece. */
  int of(long version, long commitTimeNs, ByteSource file, long offset, int length)
      throws IOException {
    begin(version, commitTimeNs, length);
    int done = 0;
    while (done < length) {
      byte[] piece = file.read(offset + done, Math.min(PIECE_BYTES, length - done));
      if (piece.length == 0) {
        throw new EOFException("it was truncated below byte " + (offset + length));
      }
      crc.update(piece, 0, piece.length);
      done += piece.length;
    }
    return (int) crc.getValue();
  }

  private void begin(long version, long commitTimeNs, int length) {
    LONG.set(prefix, 0, version);
    INT.set(prefix, LENGTH_AT, length);
    LONG.set(prefix, COMMIT_TIME_AT, commitTimeNs);
    crc.reset();
    crc.update(prefix, 0, PREFIX_BYTES);
  }
}
