// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.DiskFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;

/** The disks together; the components are those of {@link DiskFields}. */
record DiskSample(
    long timeNs, Quality quality, double readBytesPerS, double writeBytesPerS, double busyPercent)
    implements GroupSample {

  private static final DiskFields FIELDS = PhysInputIo.DISK;

  static DiskSample bad(long timeNs) {
    return new DiskSample(timeNs, Quality.BAD, Double.NaN, Double.NaN, Double.NaN);
  }

  @Override
  public GroupStamp stamp() {
    return FIELDS.stamp();
  }

  @Override
  public void storeValues(MutableRecord record) {
    FIELDS.readBytesPerS().set(record, readBytesPerS);
    FIELDS.writeBytesPerS().set(record, writeBytesPerS);
    FIELDS.busyPercent().set(record, busyPercent);
  }
}
