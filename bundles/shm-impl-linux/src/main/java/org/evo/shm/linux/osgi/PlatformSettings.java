// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.osgi;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigLog;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.linux.LinuxSettings;
import org.evo.shm.linux.SegmentLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the core as they were configured. Without the core nothing runs, so an option
 * that is wrong is no reason to be without it: its default applies, which opens nothing to anybody,
 * and the log says so.
 */
final class PlatformSettings {

  private static final Logger LOG = LoggerFactory.getLogger(PlatformSettings.class);

  private static final String DIRECTORY_VARIABLE = "EVO_SHM_DIR";
  private static final String DEFAULT_DIRECTORY = "/dev/shm";
  private static final int NO_GROUP = -1;
  private static final int MOST = Integer.MAX_VALUE;

  private final PlatformComponent.Config config;
  private final ConfigLog log =
      new ConfigLog(LOG, PlatformComponent.PID, PlatformComponent.Config.class);

  private PlatformSettings(PlatformComponent.Config config) {
    this.config = config;
  }

  /**
   * @param properties all that the container knows of the configuration, for the log
   * @param launched the directory that the launcher was told, null when it was told none
   */
  static LinuxSettings of(
      PlatformComponent.Config config, Map<String, ?> properties, String launched) {
    PlatformSettings settings = new PlatformSettings(config);
    settings.log.arrived(properties);
    LinuxSettings read = settings.read(launched);
    settings.log.accepted();
    return read;
  }

  private LinuxSettings read(String launched) {
    int group = integer("group", config::group, NO_GROUP, MOST, NO_GROUP).intValue();
    return new LinuxSettings(
        directory(launched),
        group == NO_GROUP ? OptionalInt.empty() : OptionalInt.of(group),
        trusted(),
        false,
        limits());
  }

  private Path directory(String launched) {
    if (launched != null && !launched.isBlank()) {
      return Path.of(launched);
    }
    if (!config.directory().isBlank()) {
      return Path.of(config.directory());
    }
    String variable = System.getenv(DIRECTORY_VARIABLE);
    return Path.of(variable == null || variable.isBlank() ? DEFAULT_DIRECTORY : variable);
  }

  private Set<Integer> trusted() {
    int[] users =
        orElse(
            new int[0],
            "trusted.users",
            () -> ConfigValues.read("trusted.users", config::trusted_users));
    return Arrays.stream(users).boxed().collect(Collectors.toSet());
  }

  private SegmentLimits limits() {
    SegmentLimits other = SegmentLimits.DEFAULT;
    return new SegmentLimits(
        limit("limit.process.segments", config::limit_process_segments, other.segmentsPerProcess()),
        limit(
            "limit.directory.segments",
            config::limit_directory_segments,
            other.segmentsPerDirectory()),
        limit(
            "limit.creations.per.second",
            config::limit_creations_per_second,
            other.creationsPerSecond()),
        integer(
                "limit.memory.bytes",
                config::limit_memory_bytes,
                0,
                Long.MAX_VALUE,
                other.memoryBytes())
            .longValue(),
        integer("alert.percent", config::alert_percent, 1, 100, other.alertPercent()).intValue());
  }

  private int limit(String option, Supplier<Number> configured, int other) {
    return integer(option, configured, 1, MOST, other).intValue();
  }

  private Number integer(
      String option, Supplier<Number> configured, long least, long most, Number other) {
    return orElse(other, option, () -> ConfigValues.integer(option, configured, least, most));
  }

  private <T> T orElse(T other, String option, Supplier<T> configured) {
    try {
      return configured.get();
    } catch (InvalidRangeException e) {
      log.defaulted(option, e.getMessage());
      return other;
    }
  }
}
