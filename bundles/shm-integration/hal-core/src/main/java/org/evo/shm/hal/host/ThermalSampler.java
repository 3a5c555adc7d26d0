// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.Quality;
import org.evo.shm.contract.physinput.ThermalFields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temperatures and fans. Looks for sensors again every ten seconds: their kernel modules may be
 * loaded later than this starts.
 */
final class ThermalSampler implements Source<ThermalSample> {

  private static final Logger LOG = LoggerFactory.getLogger(ThermalSampler.class);
  private static final long SEARCH_NS = TimeUnit.SECONDS.toNanos(10);
  private static final double PER_THOUSAND = 1000;
  private static final double ABSOLUTE_ZERO_CELSIUS = -273.15;

  private final Path sysDir;
  private final SensorFinder finder;
  private Sensors sensors;
  private long foundNs;

  ThermalSampler(Path sysDir) {
    this.sysDir = sysDir;
    this.finder = new SensorFinder(sysDir);
  }

  @Override
  public ThermalSample read(long nowNs) throws IOException {
    search(nowNs);
    if (sensors.isEmpty()) {
      throw new SourceFormatException(sysDir, "no thermal zone, no hardware monitor");
    }
    double[] celsius = sensors.temperatures().stream().mapToDouble(this::celsius).toArray();
    double[] rpm = sensors.fans().stream().mapToDouble(this::rpm).toArray();
    return new ThermalSample(
        nowNs, quality(celsius, rpm), names(sensors), Doubles.of(celsius), Doubles.of(rpm));
  }

  private void search(long nowNs) {
    if (sensors != null && nowNs - foundNs < SEARCH_NS) {
      return;
    }
    Sensors all = finder.find();
    Sensors fitting = all.first(ThermalFields.TEMPERATURES, ThermalFields.FANS);
    if (sensors == null && !all.equals(fitting)) {
      LOG.info(
          "{} temperatures and {} fans found, {} and {} have a place",
          all.temperatures().size(),
          all.fans().size(),
          fitting.temperatures().size(),
          fitting.fans().size());
    }
    sensors = fitting;
    foundNs = nowNs;
  }

  private static List<EncodedText> names(Sensors sensors) {
    return sensors.temperatures().stream().map(Sensors.Sensor::name).toList();
  }

  /** One sensor that answers is enough: those that do not are NaN. */
  private static Quality quality(double[] celsius, double[] rpm) {
    for (double[] values : new double[][] {celsius, rpm}) {
      for (double value : values) {
        if (!Double.isNaN(value)) {
          return Quality.GOOD;
        }
      }
    }
    return Quality.BAD;
  }

  /** The kernel says -274 °C where it knows nothing. */
  private double celsius(Sensors.Sensor sensor) {
    try {
      double value = sensor.file().firstLine().integer(0) / PER_THOUSAND;
      return value < ABSOLUTE_ZERO_CELSIUS ? Double.NaN : value;
    } catch (IOException asleep) {
      return Double.NaN;
    }
  }

  private double rpm(Sensors.Sensor sensor) {
    try {
      return sensor.file().firstLine().decimal(0);
    } catch (IOException asleep) {
      return Double.NaN;
    }
  }
}
