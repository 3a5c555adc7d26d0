// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.CpuFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;

/** The processors; the components are those of {@link CpuFields}. */
record CpuSample(
    long timeNs,
    Quality quality,
    int coreCount,
    double loadPercent,
    Doubles coreLoadPercent,
    double loadAverage1Min,
    double frequencyMhz)
    implements GroupSample {

  private static final CpuFields FIELDS = PhysInputIo.CPU;

  static CpuSample bad(long timeNs) {
    return new CpuSample(timeNs, Quality.BAD, 0, Double.NaN, Doubles.NONE, Double.NaN, Double.NaN);
  }

  @Override
  public GroupStamp stamp() {
    return FIELDS.stamp();
  }

  @Override
  public void storeValues(MutableRecord record) {
    FIELDS.coreCount().set(record, coreCount);
    FIELDS.loadPercent().set(record, loadPercent);
    coreLoadPercent.store(record, FIELDS.coreLoadPercent());
    FIELDS.loadAverage1Min().set(record, loadAverage1Min);
    FIELDS.frequencyMhz().set(record, frequencyMhz);
  }
}
