// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Knows where sensors are: the thermal zones first, then the hardware monitors. A zone that also
 * shows itself as a monitor counts once.
 */
final class SensorFinder {

  private static final Pattern ZONE = Pattern.compile("thermal_zone(\\d{1,9})");
  private static final Pattern MONITOR = Pattern.compile("hwmon(\\d{1,9})");
  private static final Pattern TEMPERATURE = Pattern.compile("temp(\\d{1,9})_input");
  private static final Pattern FAN = Pattern.compile("fan(\\d{1,9})_input");

  private final SensorDirectory zones;
  private final SensorDirectory monitors;

  SensorFinder(Path sysDir) {
    zones = new SensorDirectory(sysDir.resolve("class/thermal"));
    monitors = new SensorDirectory(sysDir.resolve("class/hwmon"));
  }

  /** All that are there now. */
  Sensors find() {
    List<Sensors.Sensor> temperatures = new ArrayList<>();
    List<Sensors.Sensor> fans = new ArrayList<>();
    Set<String> zoneNames = new HashSet<>();
    for (int number : zones.numbers(ZONE)) {
      String entry = "thermal_zone" + number;
      SensorDirectory zone = zones.directory(entry);
      String name = zone.text("type", entry);
      zoneNames.add(asMonitorName(name));
      temperatures.add(Sensors.Sensor.of(name, zone.file("temp")));
    }
    for (int number : monitors.numbers(MONITOR)) {
      String entry = "hwmon" + number;
      SensorDirectory monitor = monitors.directory(entry);
      String name = monitor.text("name", entry);
      if (!zoneNames.contains(name)) {
        temperatures.addAll(inputs(monitor, name, TEMPERATURE, "temp"));
      }
      fans.addAll(inputs(monitor, name, FAN, "fan"));
    }
    return new Sensors(temperatures, fans);
  }

  /** The kernel allows no hyphen in the name of a monitor. */
  private static String asMonitorName(String zone) {
    return zone.replace('-', '_');
  }

  private static List<Sensors.Sensor> inputs(
      SensorDirectory monitor, String name, Pattern pattern, String kind) {
    List<Sensors.Sensor> found = new ArrayList<>();
    for (int number : monitor.numbers(pattern)) {
      String label = monitor.text(kind + number + "_label", kind + number);
      found.add(Sensors.Sensor.of(name + " " + label, monitor.file(kind + number + "_input")));
    }
    return found;
  }
}
