// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration as it comes from the container, unchecked: {@link HalSettings} checks it. */
@ObjectClassDefinition(
    name = "EVO hardware abstraction",
    description =
        "Publishes sensors, axes and inputs in phys_input_io, and drives what phys_output_io asks for.")
public @interface HalConfig {

  /** Drivers to run, in a list or separated by commas. */
  @AttributeDefinition(
      name = "Drivers",
      description =
          "host samples this computer's own sensors, axis-sim simulates axes, inputs and outputs;"
              + " none is possible")
  String[] drivers() default {"host", "axis-sim"};

  /** Records published per second, 0 for what the drivers need. */
  @AttributeDefinition(
      name = "Publishing rate",
      description =
          "records per second, 10 to 10000 Hz; 0: 1000 with axis-sim, which closes a loop, else 100",
      min = "0",
      max = "10000")
  int publishHz() default 0;

  /** Passes over the host's sensors per second. */
  @AttributeDefinition(
      name = "Sampling rate",
      description = "passes of the host driver per second, 1 to 50 Hz",
      min = "1",
      max = "50")
  int sampleHz() default 10;

  /** Age beyond which values become stale. */
  @AttributeDefinition(
      name = "Maximum age",
      description =
          "age beyond which values are STALE, up to 60000 ms, at least two sampling periods",
      min = "1",
      max = "60000")
  long maxAgeMs() default 500;

  /** The kernel's process files. */
  @AttributeDefinition(
      name = "Directory of /proc",
      description = "absolute; elsewhere for a container that sees its host's /proc")
  String host_procDir() default "/proc";

  /** The kernel's device files. */
  @AttributeDefinition(
      name = "Directory of /sys",
      description = "absolute; elsewhere for a container that sees its host's /sys")
  String host_sysDir() default "/sys";

  /** How old {@code phys_output_io} may be. */
  @AttributeDefinition(
      name = "Maximum age of the outputs",
      description = "age of phys_output_io beyond which safe outputs are driven, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long output_maxAgeMs() default 50;

  /** How old the controller's outputs in it may be. */
  @AttributeDefinition(
      name = "Maximum age of the controller",
      description =
          "age of the control_state copied into phys_output_io beyond which drives are disabled, 1 to"
              + " 60000 ms",
      min = "1",
      max = "60000")
  long controller_maxAgeMs() default 50;

  /** What then. */
  @AttributeDefinition(
      name = "When they are stale",
      description = "safe: safe outputs while they are; stop: and until a reset")
  String output_onStale() default "safe";

  /** Safe digital outputs. */
  @AttributeDefinition(
      name = "Safe digital outputs",
      description = "64 bits, decimal or hexadecimal with 0x")
  String output_safeDigital() default "0";

  /** Safe analog outputs. */
  @AttributeDefinition(
      name = "Safe analog outputs",
      description = "one voltage for all or one for each of 16 channels, -10 to 10 V")
  String[] output_safeAnalogV() default {"0"};

  /** Axes of axis-sim. */
  @AttributeDefinition(
      name = "Axes",
      description = "axes that axis-sim simulates, 1 to 4",
      min = "1",
      max = "4")
  int axis_count() default 4;

  /** Simulated: mass of each axis, in kg. */
  @AttributeDefinition(
      name = "Axis: massKg",
      description = "one number for all axes or one for each: mass of each axis, 0.01 to 10000 kg")
  String[] axis_massKg() default {"10"};

  /** Simulated: force of the drive for each volt, in N/V. */
  @AttributeDefinition(
      name = "Axis: forceNPerV",
      description =
          "one number for all axes or one for each: force of the drive for each volt, 0.001 to 100000 N/V")
  String[] axis_forceNPerV() default {"20"};

  /** Simulated: friction that grows with the velocity, in N s/mm. */
  @AttributeDefinition(
      name = "Axis: viscousNsPerMm",
      description =
          "one number for all axes or one for each: friction that grows with the velocity, 0 to 1000 N s/mm")
  String[] axis_viscousNsPerMm() default {"0.2"};

  /** Simulated: friction that does not, in N. */
  @AttributeDefinition(
      name = "Axis: coulombN",
      description =
          "one number for all axes or one for each: friction that does not, 0 to 100000 N")
  String[] axis_coulombN() default {"5"};

  /** Simulated: what the brake adds while the drive is disabled, in N. */
  @AttributeDefinition(
      name = "Axis: brakeN",
      description =
          "one number for all axes or one for each: what the brake adds while the drive is disabled, 0 to 100000 N")
  String[] axis_brakeN() default {"50"};

  /** Simulated: what the drive does not exceed, in mm/s. */
  @AttributeDefinition(
      name = "Axis: velocityLimitMmPerS",
      description =
          "one number for all axes or one for each: what the drive does not exceed, 0.001 to 100000 mm/s")
  String[] axis_velocityLimitMmPerS() default {"1000"};

  /** Simulated: position of the negative end switch, in mm. */
  @AttributeDefinition(
      name = "Axis: travelMinMm",
      description =
          "one number for all axes or one for each: position of the negative end switch, -1000000 to 1000000 mm")
  String[] axis_travelMinMm() default {"0"};

  /** Simulated: position of the positive end switch, above travelMinMm, in mm. */
  @AttributeDefinition(
      name = "Axis: travelMaxMm",
      description =
          "one number for all axes or one for each: position of the positive end switch, above travelMinMm, -1000000 to 1000000 mm")
  String[] axis_travelMaxMm() default {"500"};

  /** Simulated: from the end switches to the stops, in mm. */
  @AttributeDefinition(
      name = "Axis: overtravelMm",
      description =
          "one number for all axes or one for each: from the end switches to the stops, 0 to 10000 mm")
  String[] axis_overtravelMm() default {"5"};

  /** Simulated: up to where the home switch is pressed, within the travel, in mm. */
  @AttributeDefinition(
      name = "Axis: homeMm",
      description =
          "one number for all axes or one for each: up to where the home switch is pressed, within the travel, -1000000 to 1000000 mm")
  String[] axis_homeMm() default {"20"};

  /** Simulated: where an axis stands at the start, within the travel, in mm. */
  @AttributeDefinition(
      name = "Axis: startMm",
      description =
          "one number for all axes or one for each: where an axis stands at the start, within the travel, -1000000 to 1000000 mm")
  String[] axis_startMm() default {"100"};

  /** Simulated: steps of the encoder, in 1/mm. */
  @AttributeDefinition(
      name = "Axis: encoderCountsPerMm",
      description =
          "one number for all axes or one for each: steps of the encoder, 0.001 to 1000000000 1/mm")
  String[] axis_encoderCountsPerMm() default {"1000"};
}
