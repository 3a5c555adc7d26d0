// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.format;

/**
 * Offsets of the classic layout. Little-endian, naturally aligned. Existing EVO processes know the
 * bytes up to 51 and leave 52 to 127 zero and unread; what this product adds lives there, marked by
 * a magic of its own.
 *
 * <pre>
 *    0  u64  magic
 *    8  u64  version
 *   16  u32  writer pid
 *   20  u32  reader count            of existing readers only
 *   24  u64  size                    of the data section
 *   32  u64  created                 ns since 1970
 *   40  u64  last write              ns since 1970
 *   48  u32  checksum                always 0
 *   52  u32  state                   0: written by an existing process
 *   56  u64  commit time             ns, CLOCK_MONOTONIC; 0: none
 *   64  u64  generation              from here on what this product adds about the owner
 *   72  u64  start time of the owner 80 16 B boot id
 *   96  u64  parked until            ns, CLOCK_MONOTONIC
 *  104  u32  PID namespace   108 u32 pid, again: existing tools may write the one at 16
 *  112  u32  capacity        116 u24 layout length   119 u8 flags as in {@link SlottedFormat}
 *  120  u32  CRC-32C of bytes 64..119
 *  124  u32  extension magic "EVX1"
 *  128       data, then the layout
 * </pre>
 */
public final class ClassicFormat {

  public static final long MAGIC = 0x45564F5F53484D00L;
  public static final int EXTENSION_MAGIC = 0x31585645;

  public static final int MAGIC_OFFSET = 0;
  public static final int VERSION_OFFSET = 8;
  public static final int WRITER_PID_OFFSET = 16;
  public static final int READER_COUNT_OFFSET = 20;
  public static final int SIZE_OFFSET = 24;
  public static final int CREATED_TS_OFFSET = 32;
  public static final int LAST_WRITE_TS_OFFSET = 40;
  public static final int CHECKSUM_OFFSET = 48;
  public static final int STATE_OFFSET = 52;
  public static final int COMMIT_TIME_OFFSET = 56;
  public static final int GENERATION_OFFSET = 64;
  public static final int START_TIME_OFFSET = 72;
  public static final int BOOT_ID_OFFSET = 80;
  public static final int PARKED_UNTIL_OFFSET = 96;
  public static final int PID_NAMESPACE_OFFSET = 104;
  public static final int PID_OFFSET = 108;
  public static final int CAPACITY_OFFSET = 112;
  public static final int BLOB_LENGTH_OFFSET = 116;
  public static final int FLAGS_OFFSET = 119;
  public static final int OWNER_CHECKSUM_OFFSET = 120;
  public static final int EXTENSION_MAGIC_OFFSET = 124;
  public static final int BLOB_LENGTH_MASK = 0xFFFFFF;

  public static final int DATA_OFFSET = 128;

  private ClassicFormat() {}
}
