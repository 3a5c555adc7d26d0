// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration as it comes from the container, unchecked: it is checked once, on arrival. */
@ObjectClassDefinition(
    name = "EVO control unit",
    description =
        "Keeps axes at the positions that commands and recipes ask for, and shows them in control_state.")
public @interface ControlConfig {

  /** Cycles and records per second. */
  @AttributeDefinition(
      name = "Rate",
      description = "cycles and records per second, 10 to 10000 Hz",
      min = "10",
      max = "10000")
  int cycleHz() default 1000;

  /** How old {@code phys_input_io} may be. */
  @AttributeDefinition(
      name = "Maximum age of the sensors",
      description = "age of phys_input_io beyond which it is stale, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long sensors_maxAgeMs() default 50;

  /** What then. */
  @AttributeDefinition(
      name = "When they are stale",
      description =
          "safe: drives that are enabled fault; stop: and nothing is enabled until a reset")
  String sensors_onStale() default "safe";

  /** How old {@code phys_output_io} may be. */
  @AttributeDefinition(
      name = "Maximum age of the requests of recipes",
      description = "age of phys_output_io beyond which it is stale, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long requests_maxAgeMs() default 50;

  /** What then. */
  @AttributeDefinition(
      name = "When they are stale",
      description =
          "hold: motions that recipes asked for go on; safe: their drives fault; stop: and no request is taken until a reset")
  String requests_onStale() default "safe";

  /** How old {@code commands_config} may be. */
  @AttributeDefinition(
      name = "Maximum age of the commands",
      description = "age of commands_config beyond which it is stale, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long commands_maxAgeMs() default 500;

  /** What then. */
  @AttributeDefinition(
      name = "When they are stale",
      description = "hold: motions go on; safe: they brake; stop: and nothing moves until a reset")
  String commands_onStale() default "safe";

  /** Of each axis: proportional gain, in V/mm. */
  @AttributeDefinition(
      name = "Axis: kp",
      description = "one number for all axes or one for each: proportional gain, 0 to 1000 V/mm")
  String[] axis_kp() default {"2"};

  /** Of each axis: integral gain, in V/(mm s). */
  @AttributeDefinition(
      name = "Axis: ki",
      description = "one number for all axes or one for each: integral gain, 0 to 10000 V/(mm s)")
  String[] axis_ki() default {"50"};

  /** Of each axis: derivative gain, of the measured velocity, in V s/mm. */
  @AttributeDefinition(
      name = "Axis: kd",
      description =
          "one number for all axes or one for each: derivative gain, of the measured velocity, 0 to 1000 V s/mm")
  String[] axis_kd() default {"0.05"};

  /** Of each axis: output for each mm/s of the setpoint, in V s/mm. */
  @AttributeDefinition(
      name = "Axis: velocityFeedforward",
      description =
          "one number for all axes or one for each: output for each mm/s of the setpoint, 0 to 1000 V s/mm")
  String[] axis_velocityFeedforward() default {"0.06"};

  /** Of each axis: output for each mm/s2 of the setpoint, in V s2/mm. */
  @AttributeDefinition(
      name = "Axis: accelerationFeedforward",
      description =
          "one number for all axes or one for each: output for each mm/s2 of the setpoint, 0 to 1000 V s2/mm")
  String[] axis_accelerationFeedforward() default {"0.0005"};

  /** Of each axis: most that is driven, either way, in V. */
  @AttributeDefinition(
      name = "Axis: outputLimitV",
      description =
          "one number for all axes or one for each: most that is driven, either way, 0.001 to 10 V")
  String[] axis_outputLimitV() default {"10"};

  /** Of each axis: following error beyond which the axis faults, in mm. */
  @AttributeDefinition(
      name = "Axis: followingErrorLimitMm",
      description =
          "one number for all axes or one for each: following error beyond which the axis faults, 0.001 to 10000 mm")
  String[] axis_followingErrorLimitMm() default {"5"};

  /** Of each axis: fastest setpoint, in mm/s. */
  @AttributeDefinition(
      name = "Axis: velocityLimitMmPerS",
      description =
          "one number for all axes or one for each: fastest setpoint, 0.001 to 100000 mm/s")
  String[] axis_velocityLimitMmPerS() default {"300"};

  /** Of each axis: steepest setpoint, in mm/s2. */
  @AttributeDefinition(
      name = "Axis: accelerationLimitMmPerS2",
      description =
          "one number for all axes or one for each: steepest setpoint, 0.01 to 10000000 mm/s2")
  String[] axis_accelerationLimitMmPerS2() default {"2000"};

  /** Of each axis: least position that may be asked for, in mm. */
  @AttributeDefinition(
      name = "Axis: positionMinMm",
      description =
          "one number for all axes or one for each: least position that may be asked for, -1000000 to 1000000 mm")
  String[] axis_positionMinMm() default {"5"};

  /** Of each axis: greatest position that may be asked for, above positionMinMm, in mm. */
  @AttributeDefinition(
      name = "Axis: positionMaxMm",
      description =
          "one number for all axes or one for each: greatest position that may be asked for, above positionMinMm, -1000000 to 1000000 mm")
  String[] axis_positionMaxMm() default {"495"};

  /** Of each axis: following error within which an axis is in position, in mm. */
  @AttributeDefinition(
      name = "Axis: toleranceMm",
      description =
          "one number for all axes or one for each: following error within which an axis is in position, 0.001 to 1000000 mm")
  String[] axis_toleranceMm() default {"0.05"};

  /** How long an axis must be within its tolerance before a motion is done, in ms. */
  @AttributeDefinition(
      name = "Axes: settleMs",
      description =
          "how long an axis must be within its tolerance before a motion is done, 0 to 60000 ms",
      min = "0",
      max = "60000")
  long axis_settleMs() default 20;

  /** How long the following error may be beyond its limit, in ms. */
  @AttributeDefinition(
      name = "Axes: followingErrorMs",
      description = "how long the following error may be beyond its limit, 0 to 60000 ms",
      min = "0",
      max = "60000")
  long axis_followingErrorMs() default 10;

  /** How long a drive may take to go on, in ms. */
  @AttributeDefinition(
      name = "Axes: driveTimeoutMs",
      description = "how long a drive may take to go on, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long axis_driveTimeoutMs() default 200;

  /** Whether positions can be asked for only when the zero is known. */
  @AttributeDefinition(
      name = "Homing: required",
      description = "whether positions can be asked for only when the zero of the axis is known",
      type = AttributeType.BOOLEAN)
  String homing_required() default "true";

  /**
   * Of each axis: velocity towards the home switch, negative when it is at the negative end, in
   * mm/s.
   */
  @AttributeDefinition(
      name = "Homing: velocityMmPerS",
      description =
          "one number for all axes or one for each: velocity towards the home switch, negative when it is at the negative end, -1000 to 1000, 0.001 or more either way mm/s")
  String[] homing_velocityMmPerS() default {"-40"};

  /** Of each axis: velocity back until the switch is released, in mm/s. */
  @AttributeDefinition(
      name = "Homing: creepMmPerS",
      description =
          "one number for all axes or one for each: velocity back until the switch is released, 0.001 to 1000 mm/s")
  String[] homing_creepMmPerS() default {"5"};

  /** Of each axis: position where the home switch is released, in mm. */
  @AttributeDefinition(
      name = "Homing: positionMm",
      description =
          "one number for all axes or one for each: position where the home switch is released, -1000000 to 1000000 mm")
  String[] homing_positionMm() default {"20"};

  /** Longest that homing may take, in ms. */
  @AttributeDefinition(
      name = "Homing: timeoutMs",
      description = "longest that homing may take, 1 to 3600000 ms",
      min = "1",
      max = "3600000")
  long homing_timeoutMs() default 30000;
}
