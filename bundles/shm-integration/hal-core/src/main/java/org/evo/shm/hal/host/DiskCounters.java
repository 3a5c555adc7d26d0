// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

/**
 * A disk's line in {@code /proc/diskstats}.
 *
 * @param readSectors sectors read, of 512 bytes whatever the disk's own are
 * @param writtenSectors sectors written
 * @param busyMs time with work, in 32 bits
 */
record DiskCounters(long readSectors, long writtenSectors, long busyMs) {

  private static final int READ_SECTORS = 5;
  private static final int WRITTEN_SECTORS = 9;
  private static final int BUSY_MS = 12;
  private static final long SECTOR_BYTES = 512;

  static DiskCounters of(SourceLine line) throws SourceFormatException {
    return new DiskCounters(
        line.counter(READ_SECTORS), line.counter(WRITTEN_SECTORS), line.counter(BUSY_MS));
  }

  long bytesReadSince(DiskCounters before) {
    return SECTOR_BYTES * Counter.BITS_64.growth(before.readSectors, readSectors);
  }

  long bytesWrittenSince(DiskCounters before) {
    return SECTOR_BYTES * Counter.BITS_64.growth(before.writtenSectors, writtenSectors);
  }

  long busyMsSince(DiskCounters before) {
    return Counter.BITS_32.growth(before.busyMs, busyMs);
  }
}
