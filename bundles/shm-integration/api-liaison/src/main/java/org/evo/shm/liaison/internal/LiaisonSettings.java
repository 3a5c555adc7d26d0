// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.liaison.command.DeskSettings;

/**
 * The configuration, checked. Immutable.
 *
 * @param cycle how the publishing task wants to be called
 * @param desk how commands are looked after
 * @param socket where they are taken, empty for nowhere
 */
record LiaisonSettings(CycleSpec cycle, DeskSettings desk, Optional<Path> socket) {

  private static final long MAX_MS = 60_000;
  private static final long MIN_TIMEOUT_MS = 10;

  /** HAL is 0, the Control Unit 100, the Recipe Executor 200. */
  private static final int ORDER = 300;

  /**
   * @param instanceSocket where commands are taken when nothing is configured, empty for nowhere
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  static LiaisonSettings of(LiaisonConfig config, Optional<Path> instanceSocket) {
    long publishHz =
        ConfigValues.integer(
            "publishHz", config::publishHz, CycleSpec.MIN_RATE_HZ, CycleSpec.MAX_RATE_HZ);
    return new LiaisonSettings(
        new CycleSpec(CommandsConfig.MODULE, (int) publishHz, ORDER),
        new DeskSettings(
            TimeUnit.MILLISECONDS.toNanos(
                ConfigValues.integer(
                    "answerTimeoutMs", config::answerTimeoutMs, MIN_TIMEOUT_MS, MAX_MS)),
            TimeUnit.MILLISECONDS.toNanos(
                ConfigValues.integer("moduleMaxAgeMs", config::moduleMaxAgeMs, 1, MAX_MS)),
            AxisOptions.block(config)),
        socket(config).or(() -> instanceSocket));
  }

  private static Optional<Path> socket(LiaisonConfig config) {
    String value = ConfigValues.read("socket", config::socket).strip();
    try {
      Optional<Path> socket = Optional.of(value).filter(text -> !text.isEmpty()).map(Path::of);
      if (socket.isEmpty() || socket.get().isAbsolute()) {
        return socket;
      }
    } catch (InvalidPathException e) {
      throw new InvalidRangeException("socket", e.getMessage(), "give an absolute path");
    }
    throw new InvalidRangeException(
        "socket", "'" + value + "' is not absolute", "give an absolute path");
  }
}
