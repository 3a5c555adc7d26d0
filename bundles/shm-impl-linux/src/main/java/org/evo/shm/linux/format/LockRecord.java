// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.evo.shm.linux.identity.ProcessIdentity;

/**
 * Who holds a maintenance lock, as written into its file:
 *
 * <pre>
 *  0 u32 pid   8 u64 start time   16 u64 PID namespace   24 16 B boot id
 * </pre>
 */
public final class LockRecord {

  /** Its length, in bytes. */
  public static final int BYTES = 40;

  private static final int PID_AT = 0;
  private static final int START_TIME_AT = 8;
  private static final int PID_NAMESPACE_AT = 16;
  private static final int BOOT_ID_AT = 24;

  private LockRecord() {}

  /** The bytes to write. */
  public static byte[] encode(ProcessIdentity holder) {
    byte[] record = new byte[BYTES];
    ByteBuffer b = Checks.littleEndian(record);
    b.putInt(PID_AT, holder.pid());
    b.putLong(START_TIME_AT, holder.startTicks());
    b.putLong(PID_NAMESPACE_AT, holder.pidNamespace());
    SlottedCodec.putBootId(b, BOOT_ID_AT, holder.boot());
    return record;
  }

  /** Who wrote them; empty when they are not whole. */
  public static Optional<ProcessIdentity> decode(byte[] record) {
    if (record.length < BYTES) {
      return Optional.empty();
    }
    ByteBuffer b = Checks.littleEndian(record);
    return Optional.of(
        new ProcessIdentity(
            SlottedCodec.bootId(b, BOOT_ID_AT),
            b.getLong(PID_NAMESPACE_AT),
            b.getInt(PID_AT),
            b.getLong(START_TIME_AT)));
  }
}
