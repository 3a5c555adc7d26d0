// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.RecordLayout;

/**
 * The position loop and the limits of each axis. Where they are asked for, NaN leaves the choice to
 * the Control Unit's own configuration. Access is hot.
 *
 * @param kp proportional gain
 * @param ki integral gain
 * @param kd derivative gain
 * @param velocityFeedforward output for each mm/s of the setpoint's velocity
 * @param outputLimitV most that is driven, either way
 * @param followingErrorLimitMm following error beyond which the axis faults
 * @param velocityLimitMmPerS fastest setpoint
 * @param accelerationLimitMmPerS2 steepest setpoint
 * @param positionMinMm least position that may be asked for
 * @param positionMaxMm greatest
 */
public record AxisParameterFields(
    FloatField kp,
    FloatField ki,
    FloatField kd,
    FloatField velocityFeedforward,
    FloatField outputLimitV,
    FloatField followingErrorLimitMm,
    FloatField velocityLimitMmPerS,
    FloatField accelerationLimitMmPerS2,
    FloatField positionMinMm,
    FloatField positionMaxMm) {

  /** Appends the fields to {@code group}, an element an axis. */
  public static AxisParameterFields append(RecordLayout.Builder fields, String group) {
    FieldArrays axes = FieldArrays.perAxis(fields);
    return new AxisParameterFields(
        axes.f64(group + ".kp", "V/mm"),
        axes.f64(group + ".ki", "V/(mm s)"),
        axes.f64(group + ".kd", "V s/mm"),
        axes.f64(group + ".velocity_feedforward", "V s/mm"),
        axes.f64(group + ".output_limit_v", "V"),
        axes.f64(group + ".following_error_limit_mm", "mm"),
        axes.f64(group + ".velocity_limit_mm_per_s", "mm/s"),
        axes.f64(group + ".acceleration_limit_mm_per_s2", "mm/s2"),
        axes.f64(group + ".position_min_mm", "mm"),
        axes.f64(group + ".position_max_mm", "mm"));
  }
}
