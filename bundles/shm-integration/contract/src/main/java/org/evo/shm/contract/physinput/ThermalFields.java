// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import java.util.List;
import java.util.stream.IntStream;
import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * Temperatures and fans. A sensor keeps its place for as long as it is there; one that gives no
 * reading now is NaN.
 *
 * @param stamp time and quality; BAD with both counts 0 on a machine that has no sensor
 * @param temperatureCount places of {@code temperatureCelsius} in use
 * @param fanCount places of {@code fanRpm} in use
 * @param temperatureCelsius temperatures
 * @param fanRpm speeds of fans
 * @param temperatureNames the sensor of each temperature
 */
public record ThermalFields(
    GroupStamp stamp,
    IntegerField temperatureCount,
    IntegerField fanCount,
    FloatField temperatureCelsius,
    FloatField fanRpm,
    List<TextField> temperatureNames) {

  /** Places for temperatures. */
  public static final int TEMPERATURES = 8;

  /** Places for fans. */
  public static final int FANS = 4;

  /** Room of a name, in bytes of UTF-8. */
  public static final int NAME_BYTES = 32;

  static ThermalFields append(RecordLayout.Builder fields) {
    return new ThermalFields(
        GroupStamp.append(fields, "thermal"),
        fields.u8("thermal.temperature_count", ""),
        fields.u8("thermal.fan_count", ""),
        fields.f64s("thermal.temperature_celsius", TEMPERATURES, "°C"),
        fields.f64s("thermal.fan_rpm", FANS, "rpm"),
        IntStream.range(0, TEMPERATURES)
            .mapToObj(i -> fields.text("thermal.temperature_name_" + i, NAME_BYTES))
            .toList());
  }
}
