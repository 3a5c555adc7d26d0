// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.law;

import java.util.List;
import java.util.function.Function;
import org.evo.shm.contract.AxisParameterFields;
import org.evo.shm.layout.FloatField;

/** What can be set of the position loop and the limits of an axis, with its limits. */
public enum Parameter {
  /** Proportional gain, in V/mm. */
  KP("kp", 0, 1000, AxisParameterFields::kp),
  /** Integral gain, in V/(mm s). */
  KI("ki", 0, 10_000, AxisParameterFields::ki),
  /** Derivative gain, of the measured velocity, in V s/mm. */
  KD("kd", 0, 1000, AxisParameterFields::kd),
  /** Output for each mm/s of the setpoint, in V s/mm. */
  VELOCITY_FEEDFORWARD("velocityFeedforward", 0, 1000, AxisParameterFields::velocityFeedforward),
  /** Most that is driven, either way, in V. */
  OUTPUT_LIMIT("outputLimitV", 0.001, 10, AxisParameterFields::outputLimitV),
  /** Following error beyond which the axis faults, in mm. */
  FOLLOWING_ERROR_LIMIT(
      "followingErrorLimitMm", 0.001, 10_000, AxisParameterFields::followingErrorLimitMm),
  /** Fastest setpoint, in mm/s. */
  VELOCITY_LIMIT("velocityLimitMmPerS", 0.001, 100_000, AxisParameterFields::velocityLimitMmPerS),
  /** Steepest setpoint, in mm/s2. */
  ACCELERATION_LIMIT(
      "accelerationLimitMmPerS2", 0.01, 10_000_000, AxisParameterFields::accelerationLimitMmPerS2),
  /** Least position that may be asked for, in mm. */
  POSITION_MIN("positionMinMm", -1_000_000, 1_000_000, AxisParameterFields::positionMinMm),
  /** Greatest, in mm. */
  POSITION_MAX("positionMaxMm", -1_000_000, 1_000_000, AxisParameterFields::positionMaxMm);

  /** All of them, so that a loop over them allocates nothing. */
  static final List<Parameter> ALL = List.of(values());

  private final String option;
  private final double least;
  private final double most;
  private final Function<AxisParameterFields, FloatField> field;

  Parameter(
      String option, double least, double most, Function<AxisParameterFields, FloatField> field) {
    this.option = option;
    this.least = least;
    this.most = most;
    this.field = field;
  }

  /** What it is called in a configuration. */
  public String option() {
    return option;
  }

  /** The least value that is possible. */
  public double least() {
    return least;
  }

  /** The greatest value that is possible. */
  public double most() {
    return most;
  }

  /** Where a record has it. Timing: hot. */
  public FloatField in(AxisParameterFields fields) {
    return field.apply(fields);
  }
}
