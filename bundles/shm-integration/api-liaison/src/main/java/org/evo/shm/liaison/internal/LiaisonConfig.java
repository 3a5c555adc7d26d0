// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration as it comes from the container, unchecked: {@link LiaisonSettings} checks it.
 */
@ObjectClassDefinition(
    name = "EVO API liaison",
    description =
        "Takes commands for the machine, publishes them in commands_config, and shows the state of"
            + " all segments.")
public @interface LiaisonConfig {

  /** Records published per second. */
  @AttributeDefinition(
      name = "Publishing rate",
      description =
          "records per second, 10 to 10000 Hz; another rate than that of the control loop keeps this"
              + " module off its thread",
      min = "10",
      max = "10000")
  int publishHz() default 100;

  /** How long modules may take to answer a command. */
  @AttributeDefinition(
      name = "Answer timeout",
      description = "time for a command to be answered, 10 to 60000 ms",
      min = "10",
      max = "60000")
  long answerTimeoutMs() default 1000;

  /** A module that has published nothing for longer does not run. */
  @AttributeDefinition(
      name = "Maximum age of a module",
      description =
          "age of a segment beyond which it is stale and its module gets no commands, 1 to 60000 ms",
      min = "1",
      max = "60000")
  long moduleMaxAgeMs() default 200;

  /** Where commands are taken. */
  @AttributeDefinition(
      name = "Socket",
      description =
          "absolute path of the socket; empty: the one of the instance, none outside of ./evo-shm run")
  String socket() default "";

  /** Share of the velocities that are asked for. */
  @AttributeDefinition(
      name = "Override",
      description = "share of the velocities that are asked for, 0 to 100 %")
  double overridePercent() default 100;

  /** For the Control Unit: proportional gain of the position loop, in V/mm. */
  @AttributeDefinition(
      name = "Axis: kp",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: proportional gain of the position loop, 0 to 1000000 V/mm")
  String[] axis_kp() default {};

  /** For the Control Unit: integral gain, in V/(mm s). */
  @AttributeDefinition(
      name = "Axis: ki",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: integral gain, 0 to 1000000 V/(mm s)")
  String[] axis_ki() default {};

  /** For the Control Unit: derivative gain, in V s/mm. */
  @AttributeDefinition(
      name = "Axis: kd",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: derivative gain, 0 to 1000000 V s/mm")
  String[] axis_kd() default {};

  /** For the Control Unit: output for each mm/s of the setpoint's velocity, in V s/mm. */
  @AttributeDefinition(
      name = "Axis: velocityFeedforward",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: output for each mm/s of the setpoint's velocity, 0 to 1000000 V s/mm")
  String[] axis_velocityFeedforward() default {};

  /** For the Control Unit: most that is driven, either way, in V. */
  @AttributeDefinition(
      name = "Axis: outputLimitV",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: most that is driven, either way, 0 to 10 V")
  String[] axis_outputLimitV() default {};

  /** For the Control Unit: following error beyond which an axis faults, in mm. */
  @AttributeDefinition(
      name = "Axis: followingErrorLimitMm",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: following error beyond which an axis faults, 0.000001 to 1000000 mm")
  String[] axis_followingErrorLimitMm() default {};

  /** For the Control Unit: fastest setpoint, in mm/s. */
  @AttributeDefinition(
      name = "Axis: velocityLimitMmPerS",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: fastest setpoint, 0.000001 to 100000 mm/s")
  String[] axis_velocityLimitMmPerS() default {};

  /** For the Control Unit: steepest setpoint, in mm/s2. */
  @AttributeDefinition(
      name = "Axis: accelerationLimitMmPerS2",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: steepest setpoint, 0.000001 to 10000000 mm/s2")
  String[] axis_accelerationLimitMmPerS2() default {};

  /** For the Control Unit: least position that may be asked for, in mm. */
  @AttributeDefinition(
      name = "Axis: positionMinMm",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: least position that may be asked for, -1000000 to 1000000 mm")
  String[] axis_positionMinMm() default {};

  /** For the Control Unit: greatest position that may be asked for, in mm. */
  @AttributeDefinition(
      name = "Axis: positionMaxMm",
      description =
          "one number for all axes or one for each, - for the Control Unit's own: greatest position that may be asked for, -1000000 to 1000000 mm")
  String[] axis_positionMaxMm() default {};
}
