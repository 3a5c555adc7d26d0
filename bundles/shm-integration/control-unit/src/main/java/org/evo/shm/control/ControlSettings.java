// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.List;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.control.axis.AxisSettings;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;

/**
 * The configuration, checked. Immutable.
 *
 * @param cycle how the task wants to be called
 * @param inputs how old inputs may be, and what then
 * @param axes one for each axis
 */
record ControlSettings(CycleSpec cycle, Inputs inputs, List<AxisSettings> axes) {

  /** After HAL, whose record it reads, and before the recipe, which reads its own. */
  private static final int ORDER = 100;

  /**
   * How old inputs may be, and what then. Immutable.
   *
   * @param sensors of {@code phys_input_io}
   * @param requests of {@code phys_output_io}
   * @param commands of {@code commands_config}
   */
  record Inputs(InputPolicy sensors, InputPolicy requests, InputPolicy commands) {}

  ControlSettings {
    axes = List.copyOf(axes);
  }

  /**
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  static ControlSettings of(ControlConfig config) {
    long cycleHz =
        ConfigValues.integer(
            "cycleHz", config::cycleHz, CycleSpec.MIN_RATE_HZ, CycleSpec.MAX_RATE_HZ);
    return new ControlSettings(
        new CycleSpec(ControlState.MODULE, (int) cycleHz, ORDER),
        inputs(config),
        new AxisOptions(config).axes());
  }

  private static Inputs inputs(ControlConfig config) {
    InputPolicy sensors =
        InputPolicy.ofMs(
            InputPolicy.ageMs("sensors.maxAgeMs", config::sensors_maxAgeMs),
            ConfigValues.choice("sensors.onStale", config::sensors_onStale, OnStale.class));
    if (sensors.onStale() == OnStale.HOLD) {
      throw new InvalidRangeException(
          "sensors.onStale",
          "an axis cannot be controlled to a held position",
          "choose safe, stop");
    }
    return new Inputs(
        sensors,
        InputPolicy.ofMs(
            InputPolicy.ageMs("requests.maxAgeMs", config::requests_maxAgeMs),
            ConfigValues.choice("requests.onStale", config::requests_onStale, OnStale.class)),
        InputPolicy.ofMs(
            InputPolicy.ageMs("commands.maxAgeMs", config::commands_maxAgeMs),
            ConfigValues.choice("commands.onStale", config::commands_onStale, OnStale.class)));
  }
}
