// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.hal.host.HostSettings;
import org.evo.shm.kit.ConfigValues;

/**
 * The configuration, checked. Immutable.
 *
 * @param cycle how the publishing task wants to be called
 * @param maxAgeNs age beyond which values are stale
 * @param host the host driver's settings, empty when it is not to run
 * @param machine the settings of axis-sim, empty when it is not to run
 */
record HalSettings(
    CycleSpec cycle,
    long maxAgeNs,
    Optional<HostSettings> host,
    Optional<MachineSettings> machine) {

  private static final String HOST = "host";
  private static final String AXIS_SIM = "axis-sim";
  private static final List<String> DRIVERS = List.of(HOST, AXIS_SIM);
  private static final int HOST_HZ = 100;
  private static final int CLOSED_LOOP_HZ = 1000;
  private static final int MAX_SAMPLE_HZ = 50;
  private static final long MAX_AGE_MS = 60_000;
  private static final long MS_PER_S = 1000;

  /**
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  static HalSettings of(HalConfig config) {
    List<String> drivers = drivers(config::drivers);
    boolean simulated = drivers.contains(AXIS_SIM);
    int publishHz = publishHz(config::publishHz, simulated ? CLOSED_LOOP_HZ : HOST_HZ);
    long sampleHz = ConfigValues.integer("sampleHz", config::sampleHz, 1, MAX_SAMPLE_HZ);
    long maxAgeMs =
        ConfigValues.integer("maxAgeMs", config::maxAgeMs, 2 * MS_PER_S / sampleHz, MAX_AGE_MS);
    Path procDir = directory("host.procDir", config::host_procDir);
    Path sysDir = directory("host.sysDir", config::host_sysDir);
    MachineOptions options = new MachineOptions(config);
    MachineSettings machine = new MachineSettings(options.axes(), options.outputs());
    HostSettings host = new HostSettings(procDir, sysDir, (int) sampleHz);
    return new HalSettings(
        new CycleSpec(PhysInputIo.MODULE, publishHz, 0),
        TimeUnit.MILLISECONDS.toNanos(maxAgeMs),
        drivers.contains(HOST) ? Optional.of(host) : Optional.empty(),
        simulated ? Optional.of(machine) : Optional.empty());
  }

  /** Zero leaves it to the drivers. */
  private static int publishHz(Supplier<Number> configured, int otherwise) {
    if (ConfigValues.read("publishHz", configured).longValue() == 0) {
      return otherwise;
    }
    return (int)
        ConfigValues.integer("publishHz", configured, CycleSpec.MIN_RATE_HZ, CycleSpec.MAX_RATE_HZ);
  }

  private static List<String> drivers(Supplier<String[]> configured) {
    List<String> names = ConfigValues.list("drivers", configured);
    for (String name : names) {
      if (!DRIVERS.contains(name)) {
        throw new InvalidRangeException(
            "drivers",
            "there is no driver '" + name + "'",
            "choose from: " + String.join(", ", DRIVERS));
      }
    }
    return names;
  }

  private static Path directory(String option, Supplier<String> configured) {
    String value = ConfigValues.read(option, configured);
    try {
      Path directory = Path.of(value);
      if (directory.isAbsolute()) {
        return directory;
      }
    } catch (InvalidPathException e) {
      throw new InvalidRangeException(option, e.getMessage(), "give an absolute path");
    }
    throw new InvalidRangeException(
        option, "'" + value + "' is not absolute", "give an absolute path");
  }
}
