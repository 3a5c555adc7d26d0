// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration as it comes from the container, unchecked: {@link RecipeSettings} checks it.
 */
@ObjectClassDefinition(
    name = "EVO recipe executor",
    description =
        "Runs recipes, and passes their outputs and those of the Control Unit on in phys_output_io.")
public @interface RecipeConfig {

  /** Cycles and records per second. */
  @AttributeDefinition(
      name = "Rate",
      description = "cycles and records per second, 10 to 10000 Hz",
      min = "10",
      max = "10000")
  int rateHz() default 1000;

  /** Where recipes are. */
  @AttributeDefinition(
      name = "Directory of recipes",
      description =
          "absolute; empty for the container's property org.evo.shm.recipe.dir, or none without it")
  String recipes_dir() default "";

  /** How often it is looked at. */
  @AttributeDefinition(
      name = "Time between looks",
      description = "how often the directory is looked at for changes, 100 to 60000 ms",
      min = "100",
      max = "60000")
  long recipes_pollMs() default 1000;

  /** How old {@code control_state} may be. */
  @AttributeDefinition(
      name = "Maximum age of control_state",
      description = "beyond it a recipe that runs faults, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long control_maxAgeMs() default 50;

  /** What then. */
  @AttributeDefinition(
      name = "When control_state is stale",
      description =
          "hold: recipes go on; safe: they fault; stop: and nothing is possible until a reset")
  String control_onStale() default "safe";

  /** How old {@code commands_config} may be. */
  @AttributeDefinition(
      name = "Maximum age of commands_config",
      description = "beyond it a recipe that runs is paused, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long commands_maxAgeMs() default 500;

  /** What then. */
  @AttributeDefinition(
      name = "When commands_config is stale",
      description = "hold: recipes go on; safe, stop: they are paused")
  String commands_onStale() default "safe";

  /** How old {@code phys_input_io} may be. */
  @AttributeDefinition(
      name = "Maximum age of phys_input_io",
      description = "beyond it a recipe that runs faults, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long io_maxAgeMs() default 50;

  /** What then. */
  @AttributeDefinition(
      name = "When phys_input_io is stale",
      description =
          "hold: recipes go on; safe: they fault; stop: and nothing is possible until a reset")
  String io_onStale() default "safe";
}
