// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.util.List;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.physinput.ThermalFields;

/**
 * The sensors of a machine, each list in the order of their places.
 *
 * @param temperatures in thousandths of a degree Celsius
 * @param fans in revolutions per minute
 */
record Sensors(List<Sensor> temperatures, List<Sensor> fans) {

  Sensors {
    temperatures = List.copyOf(temperatures);
    fans = List.copyOf(fans);
  }

  boolean isEmpty() {
    return temperatures.isEmpty() && fans.isEmpty();
  }

  /** At most so many of each. */
  Sensors first(int temperatureLimit, int fanLimit) {
    return new Sensors(
        temperatures.stream().limit(temperatureLimit).toList(),
        fans.stream().limit(fanLimit).toList());
  }

  /**
   * One sensor.
   *
   * @param name for people
   * @param file its reading
   */
  record Sensor(EncodedText name, SourceFile file) {

    static Sensor of(String name, SourceFile file) {
      return new Sensor(new EncodedText(name, ThermalFields.NAME_BYTES), file);
    }
  }
}
