// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.MemoryFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;

/** Memory; what {@link MemoryFields} has beyond these is computed from them. */
record MemorySample(
    long timeNs, Quality quality, long totalBytes, long availableBytes, long swapUsedBytes)
    implements GroupSample {

  private static final MemoryFields FIELDS = PhysInputIo.MEMORY;

  static MemorySample bad(long timeNs) {
    return new MemorySample(timeNs, Quality.BAD, 0, 0, 0);
  }

  @Override
  public GroupStamp stamp() {
    return FIELDS.stamp();
  }

  @Override
  public void storeValues(MutableRecord record) {
    long usedBytes = totalBytes - availableBytes;
    FIELDS.totalBytes().set(record, totalBytes);
    FIELDS.availableBytes().set(record, availableBytes);
    FIELDS.usedBytes().set(record, usedBytes);
    FIELDS.usedPercent().set(record, 100.0 * usedBytes / totalBytes);
    FIELDS.swapUsedBytes().set(record, swapUsedBytes);
  }
}
