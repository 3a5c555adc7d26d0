// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.fuzz;

import java.util.List;
import java.util.zip.CRC32C;
import org.evo.shm.SegmentLayout;
import org.evo.shm.linux.format.ClassicFormat;
import org.evo.shm.linux.format.SlottedFormat;

/**
 * Where the fields of one layout are, and how its checksums are made right again.
 *
 * @param fixed what is written once
 * @param owner the owner record
 * @param live the version word and the state
 * @param slot the fields of a slot, from its start
 */
record Format(List<Span> fixed, List<Span> owner, List<Span> live, List<Span> slot) {

  private static final Format SLOTTED =
      new Format(
          List.of(
              new Span(SlottedFormat.MAGIC_OFFSET, 8),
              new Span(SlottedFormat.MAJOR_OFFSET, 2),
              new Span(SlottedFormat.MINOR_OFFSET, 2),
              new Span(SlottedFormat.HEADER_LENGTH_OFFSET, 4),
              new Span(SlottedFormat.SIZE_OFFSET, 8),
              new Span(SlottedFormat.CAPACITY_OFFSET, 8),
              new Span(SlottedFormat.STRIDE_OFFSET, 8),
              new Span(SlottedFormat.SLOTS_OFFSET, 4),
              new Span(SlottedFormat.FLAGS_OFFSET, 4),
              new Span(SlottedFormat.CREATED_TS_OFFSET, 8),
              new Span(SlottedFormat.FINGERPRINT_OFFSET, 8),
              new Span(SlottedFormat.BLOB_OFFSET_OFFSET, 4),
              new Span(SlottedFormat.BLOB_LENGTH_OFFSET, 4),
              new Span(SlottedFormat.NAME_LENGTH_OFFSET, 4),
              new Span(SlottedFormat.MODULE_LENGTH_OFFSET, 4),
              new Span(SlottedFormat.NAME_OFFSET, SlottedFormat.NAME_ROOM),
              new Span(SlottedFormat.MODULE_OFFSET, SlottedFormat.NAME_ROOM),
              new Span(SlottedFormat.HEADER_CHECKSUM_OFFSET, 4)),
          List.of(
              new Span(SlottedFormat.BOOT_ID_OFFSET, 16),
              new Span(SlottedFormat.PID_NAMESPACE_OFFSET, 8),
              new Span(SlottedFormat.PID_OFFSET, 4),
              new Span(SlottedFormat.START_TIME_OFFSET, 8),
              new Span(SlottedFormat.GENERATION_OFFSET, 8),
              new Span(SlottedFormat.PARKED_UNTIL_OFFSET, 8),
              new Span(SlottedFormat.OWNER_CHECKSUM_OFFSET, 4)),
          List.of(
              new Span(SlottedFormat.VERSION_OFFSET, 8), new Span(SlottedFormat.STATE_OFFSET, 4)),
          List.of(
              new Span(SlottedFormat.SLOT_VERSION_OFFSET, 8),
              new Span(SlottedFormat.SLOT_LENGTH_OFFSET, 4),
              new Span(SlottedFormat.SLOT_CRC_OFFSET, 4),
              new Span(SlottedFormat.SLOT_COMMIT_TIME_OFFSET, 8)));

  private static final Format CLASSIC =
      new Format(
          List.of(
              new Span(ClassicFormat.MAGIC_OFFSET, 8),
              new Span(ClassicFormat.SIZE_OFFSET, 8),
              new Span(ClassicFormat.CREATED_TS_OFFSET, 8),
              new Span(ClassicFormat.CHECKSUM_OFFSET, 4),
              new Span(ClassicFormat.CAPACITY_OFFSET, 4),
              new Span(ClassicFormat.BLOB_LENGTH_OFFSET, 4),
              new Span(ClassicFormat.FLAGS_OFFSET, 1),
              new Span(ClassicFormat.EXTENSION_MAGIC_OFFSET, 4)),
          List.of(
              new Span(ClassicFormat.WRITER_PID_OFFSET, 4),
              new Span(ClassicFormat.GENERATION_OFFSET, 8),
              new Span(ClassicFormat.START_TIME_OFFSET, 8),
              new Span(ClassicFormat.BOOT_ID_OFFSET, 16),
              new Span(ClassicFormat.PARKED_UNTIL_OFFSET, 8),
              new Span(ClassicFormat.PID_NAMESPACE_OFFSET, 4),
              new Span(ClassicFormat.PID_OFFSET, 4),
              new Span(ClassicFormat.OWNER_CHECKSUM_OFFSET, 4)),
          List.of(
              new Span(ClassicFormat.VERSION_OFFSET, 8), new Span(ClassicFormat.STATE_OFFSET, 4)),
          List.of(
              new Span(ClassicFormat.READER_COUNT_OFFSET, 4),
              new Span(ClassicFormat.LAST_WRITE_TS_OFFSET, 8),
              new Span(ClassicFormat.COMMIT_TIME_OFFSET, 8)));

  static Format of(SegmentLayout layout) {
    return layout == SegmentLayout.CLASSIC ? CLASSIC : SLOTTED;
  }

  Span version() {
    return live.get(0);
  }

  Span state() {
    return live.get(1);
  }

  /** Makes the checksums right, as somebody with bad intent would. */
  void seal(Bytes file) {
    if (this == CLASSIC) {
      seal(file, ClassicFormat.GENERATION_OFFSET, ClassicFormat.OWNER_CHECKSUM_OFFSET, 0);
    } else {
      long blob = file.get(new Span(SlottedFormat.BLOB_LENGTH_OFFSET, 4));
      int room = file.length() - SlottedFormat.FIXED_LENGTH;
      int covered = (int) Math.max(0, Math.min(blob, room));
      seal(file, 0, SlottedFormat.HEADER_CHECKSUM_OFFSET, covered);
      seal(file, SlottedFormat.OWNER_OFFSET, SlottedFormat.OWNER_CHECKSUM_OFFSET, 0);
    }
  }

  private static void seal(Bytes file, int from, int checksumOffset, int blobBytes) {
    Span checksum = new Span(checksumOffset, 4);
    file.put(checksum, 0);
    CRC32C crc = new CRC32C();
    crc.update(file.array(), from, checksumOffset - from);
    if (blobBytes > 0) {
      crc.update(file.array(), SlottedFormat.FIXED_LENGTH, blobBytes);
    }
    file.put(checksum, crc.getValue());
  }
}
