// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.NetworkFields;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.MutableRecord;

/** The network interfaces together; the components are those of {@link NetworkFields}. */
record NetworkSample(
    long timeNs, Quality quality, double rxBytesPerS, double txBytesPerS, double loopbackBytesPerS)
    implements GroupSample {

  private static final NetworkFields FIELDS = PhysInputIo.NETWORK;

  static NetworkSample bad(long timeNs) {
    return new NetworkSample(timeNs, Quality.BAD, Double.NaN, Double.NaN, Double.NaN);
  }

  @Override
  public GroupStamp stamp() {
    return FIELDS.stamp();
  }

  @Override
  public void storeValues(MutableRecord record) {
    FIELDS.rxBytesPerS().set(record, rxBytesPerS);
    FIELDS.txBytesPerS().set(record, txBytesPerS);
    FIELDS.loopbackBytesPerS().set(record, loopbackBytesPerS);
  }
}
