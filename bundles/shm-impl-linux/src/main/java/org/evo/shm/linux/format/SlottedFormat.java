// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

/**
 * Offsets of the slotted layout, version 1.0. Little-endian, naturally aligned.
 *
 * <pre>
 *    0  u64  magic "SMHS_OVE"        what never changes after publication
 *    8  u16  major      10 u16 minor
 *   12  u32  header length           whole pages; the first slot begins there
 *   16  u64  size                    declared data size
 *   24  u64  capacity                largest payload
 *   32  u64  stride                  from slot to slot
 *   40  u32  slots      44 u32 flags
 *   48  u64  created                 ns since 1970
 *   56  u64  layout fingerprint      0: untyped
 *   64  u32  layout offset  68 u32 layout length
 *   72  u32  name length    76 u32 module length
 *   80  64 B name          144  64 B module
 *  208  u32  CRC-32C of bytes 0..207 and of the layout
 *  256       owner record            rewritten at takeover
 *       16 B boot id   272 u64 PID namespace   280 u32 pid   288 u64 start time
 *  296  u64  generation   304 u64 parked until   312 u32 CRC-32C of bytes 256..311
 *  384  u64  version                 with the state, alone on two cache lines; bit 63: retired
 *  392  u32  state
 *  512       layout, then zeros up to the header length
 *
 *  slot:
 *    0  u64  version of the value in it
 *    8  u32  payload length          12  u32  CRC-32C if checksummed, else 0
 *   16  u64  commit time             ns, CLOCK_MONOTONIC; 0: none
 *   24  u64  reserved
 *   32       payload
 * </pre>
 *
 * <p>Flags: bits 0 and 1 where commit times come from, bit 2 checksummed. The CRC-32C of a slot is
 * that of {@link SlotChecksum}.
 */
public final class SlottedFormat {

  public static final long MAGIC = 0x45564F5F53484D53L;
  public static final int MAJOR = 1;
  public static final int MINOR = 0;

  public static final int MAGIC_OFFSET = 0;
  public static final int MAJOR_OFFSET = 8;
  public static final int MINOR_OFFSET = 10;
  public static final int HEADER_LENGTH_OFFSET = 12;
  public static final int SIZE_OFFSET = 16;
  public static final int CAPACITY_OFFSET = 24;
  public static final int STRIDE_OFFSET = 32;
  public static final int SLOTS_OFFSET = 40;
  public static final int FLAGS_OFFSET = 44;
  public static final int CREATED_TS_OFFSET = 48;
  public static final int FINGERPRINT_OFFSET = 56;
  public static final int BLOB_OFFSET_OFFSET = 64;
  public static final int BLOB_LENGTH_OFFSET = 68;
  public static final int NAME_LENGTH_OFFSET = 72;
  public static final int MODULE_LENGTH_OFFSET = 76;
  public static final int NAME_OFFSET = 80;
  public static final int MODULE_OFFSET = 144;
  public static final int NAME_ROOM = 64;
  public static final int HEADER_CHECKSUM_OFFSET = 208;
  public static final int OWNER_OFFSET = 256;
  public static final int BOOT_ID_OFFSET = 256;
  public static final int PID_NAMESPACE_OFFSET = 272;
  public static final int PID_OFFSET = 280;
  public static final int START_TIME_OFFSET = 288;
  public static final int GENERATION_OFFSET = 296;
  public static final int PARKED_UNTIL_OFFSET = 304;
  public static final int OWNER_CHECKSUM_OFFSET = 312;
  public static final int VERSION_OFFSET = 384;
  public static final int STATE_OFFSET = 392;
  public static final int FIXED_LENGTH = 512;

  /** Set in the version word when the segment is retired: readers need one look instead of two. */
  public static final long RETIRED_VERSION_BIT = 1L << 63;

  public static final int FLAGS_COMMIT_TIME_MASK = 0x3;
  public static final int FLAG_CHECKSUMMED = 0x4;

  public static final int SLOT_VERSION_OFFSET = 0;
  public static final int SLOT_LENGTH_OFFSET = 8;
  public static final int SLOT_CRC_OFFSET = 12;
  public static final int SLOT_COMMIT_TIME_OFFSET = 16;
  public static final int SLOT_PAYLOAD_OFFSET = 32;
  public static final int STRIDE_ALIGNMENT = 64;

  public static final int PAGE_BYTES = 4096;
  public static final int MAX_HEADER_BYTES = 1 << 20;

  private SlottedFormat() {}
}
