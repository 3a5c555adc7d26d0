// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.SystemFields;
import org.evo.shm.layout.MutableRecord;

/** The operating system; the components are those of {@link SystemFields}. */
record SystemSample(
    long timeNs, Quality quality, int processCount, double contextSwitchesPerS, double uptimeS)
    implements GroupSample {

  private static final SystemFields FIELDS = PhysInputIo.SYSTEM;

  static SystemSample bad(long timeNs) {
    return new SystemSample(timeNs, Quality.BAD, 0, Double.NaN, Double.NaN);
  }

  @Override
  public GroupStamp stamp() {
    return FIELDS.stamp();
  }

  @Override
  public void storeValues(MutableRecord record) {
    FIELDS.processCount().set(record, processCount);
    FIELDS.contextSwitchesPerS().set(record, contextSwitchesPerS);
    FIELDS.uptimeS().set(record, uptimeS);
  }
}
