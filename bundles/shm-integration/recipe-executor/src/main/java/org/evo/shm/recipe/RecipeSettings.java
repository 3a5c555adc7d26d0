// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;

/**
 * The configuration, checked. Immutable.
 *
 * @param cycle how the task wants to be called
 * @param directory where recipes are, empty for nowhere
 * @param pollMs how often it is looked at
 * @param control how old {@code control_state} may be, and what then
 * @param commands the same of {@code commands_config}
 * @param io the same of {@code phys_input_io}
 */
record RecipeSettings(
    CycleSpec cycle,
    Optional<Path> directory,
    long pollMs,
    InputPolicy control,
    InputPolicy commands,
    InputPolicy io) {

  /** Behind HAL and the Control Unit. */
  private static final int ORDER = 200;

  private static final long MIN_POLL_MS = 100;
  private static final long MAX_POLL_MS = 60_000;

  /**
   * @param otherwise the directory where none is configured, empty for none
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  static RecipeSettings of(RecipeConfig config, String otherwise) {
    int rateHz =
        (int)
            ConfigValues.integer(
                "rateHz", config::rateHz, CycleSpec.MIN_RATE_HZ, CycleSpec.MAX_RATE_HZ);
    String directory = ConfigValues.read("recipes.dir", config::recipes_dir).strip();
    return new RecipeSettings(
        new CycleSpec(PhysOutputIo.MODULE, rateHz, ORDER),
        directory(directory.isEmpty() ? otherwise : directory),
        ConfigValues.integer("recipes.pollMs", config::recipes_pollMs, MIN_POLL_MS, MAX_POLL_MS),
        InputPolicy.ofMs(
            InputPolicy.ageMs("control.maxAgeMs", config::control_maxAgeMs),
            ConfigValues.choice("control.onStale", config::control_onStale, OnStale.class)),
        InputPolicy.ofMs(
            InputPolicy.ageMs("commands.maxAgeMs", config::commands_maxAgeMs),
            ConfigValues.choice("commands.onStale", config::commands_onStale, OnStale.class)),
        InputPolicy.ofMs(
            InputPolicy.ageMs("io.maxAgeMs", config::io_maxAgeMs),
            ConfigValues.choice("io.onStale", config::io_onStale, OnStale.class)));
  }

  /** Whether the inputs are to be judged in the same way. */
  boolean readsLike(RecipeSettings other) {
    return control.equals(other.control) && commands.equals(other.commands) && io.equals(other.io);
  }

  /** Whether the same recipes are to be taken. */
  boolean takesRecipesLike(RecipeSettings other) {
    return directory.equals(other.directory) && pollMs == other.pollMs;
  }

  /** Whether the same task can go on. */
  boolean runsLike(RecipeSettings other) {
    return cycle.equals(other.cycle) && readsLike(other);
  }

  private static Optional<Path> directory(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path directory = Path.of(value);
      if (directory.isAbsolute()) {
        return Optional.of(directory);
      }
    } catch (InvalidPathException e) {
      throw new InvalidRangeException("recipes.dir", e.getMessage(), "give an absolute path");
    }
    throw new InvalidRangeException(
        "recipes.dir", "'" + value + "' is not absolute", "give an absolute path");
  }
}
