// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.hal.host.HostSettings;

/**
 * The configuration, checked. Immutable.
 *
 * @param cycle how the publishing task wants to be called
 * @param maxAgeNs age beyond which values are stale
 * @param host the host driver's settings, empty when it is not to run
 */
record HalSettings(CycleSpec cycle, long maxAgeNs, Optional<HostSettings> host) {

  private static final String HOST = "host";
  private static final int MAX_SAMPLE_HZ = 50;
  private static final long MAX_AGE_MS = 60_000;
  private static final long MS_PER_S = 1000;

  /**
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  static HalSettings of(HalConfig config) {
    long publishHz =
        within("publishHz", config::publishHz, CycleSpec.MIN_RATE_HZ, CycleSpec.MAX_RATE_HZ);
    long sampleHz = within("sampleHz", config::sampleHz, 1, MAX_SAMPLE_HZ);
    long maxAgeMs = within("maxAgeMs", config::maxAgeMs, 2 * MS_PER_S / sampleHz, MAX_AGE_MS);
    Path procDir = directory("host.procDir", config::host_procDir);
    Path sysDir = directory("host.sysDir", config::host_sysDir);
    boolean hostEnabled = drivers(config::drivers).contains(HOST);
    HostSettings host = new HostSettings(procDir, sysDir, (int) sampleHz);
    return new HalSettings(
        new CycleSpec(HalState.MODULE, (int) publishHz, 0),
        TimeUnit.MILLISECONDS.toNanos(maxAgeMs),
        hostEnabled ? Optional.of(host) : Optional.empty());
  }

  /** A file of properties gives one string where a list is meant. */
  private static Set<String> drivers(Supplier<String[]> configured) {
    Set<String> names =
        Arrays.stream(read("drivers", configured))
            .flatMap(entry -> Arrays.stream(entry.split(",")))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet());
    for (String name : names) {
      if (!name.equals(HOST)) {
        throw new InvalidRangeException(
            "drivers", "there is no driver '" + name + "'", "choose from: " + HOST);
      }
    }
    return names;
  }

  private static Path directory(String option, Supplier<String> configured) {
    String value = read(option, configured);
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

  private static long within(String option, Supplier<Number> configured, long least, long most) {
    long value = read(option, configured).longValue();
    if (value < least || value > most) {
      throw new InvalidRangeException(
          option, value + " is not possible", "choose " + least + " to " + most);
    }
    return value;
  }

  /** The container converts a value when it is asked for it, and complains without its name. */
  private static <T> T read(String option, Supplier<T> configured) {
    try {
      return configured.get();
    } catch (RuntimeException e) {
      throw new InvalidRangeException(
          option, "not of the right type: " + e.getMessage(), "see the README for its type");
    }
  }
}
