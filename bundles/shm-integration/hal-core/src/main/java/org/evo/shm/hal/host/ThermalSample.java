// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.util.List;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physinput.ThermalFields;
import org.evo.shm.layout.MutableRecord;

/**
 * Temperatures and fans.
 *
 * @param names one for each temperature, in the same order
 */
record ThermalSample(
    long timeNs,
    Quality quality,
    List<EncodedText> names,
    Doubles temperatureCelsius,
    Doubles fanRpm)
    implements GroupSample {

  private static final ThermalFields FIELDS = PhysInputIo.THERMAL;
  private static final EncodedText NO_NAME = new EncodedText("", ThermalFields.NAME_BYTES);

  ThermalSample {
    names = List.copyOf(names);
  }

  static ThermalSample bad(long timeNs) {
    return new ThermalSample(timeNs, Quality.BAD, List.of(), Doubles.NONE, Doubles.NONE);
  }

  @Override
  public GroupStamp stamp() {
    return FIELDS.stamp();
  }

  @Override
  public void storeValues(MutableRecord record) {
    FIELDS.temperatureCount().set(record, temperatureCelsius.size());
    FIELDS.fanCount().set(record, fanRpm.size());
    temperatureCelsius.store(record, FIELDS.temperatureCelsius());
    fanRpm.store(record, FIELDS.fanRpm());
    for (int i = 0; i < ThermalFields.TEMPERATURES; i++) {
      EncodedText name = i < names.size() ? names.get(i) : NO_NAME;
      name.store(record, FIELDS.temperatureNames().get(i));
    }
  }
}
