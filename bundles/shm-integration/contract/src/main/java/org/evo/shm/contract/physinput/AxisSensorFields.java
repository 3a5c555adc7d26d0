// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.FieldArrays;
import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * What the sensors of the axes say, an element an axis.
 *
 * @param stamp time and quality; BAD without a driver for axes
 * @param axisCount axes that there are: indices 0 to {@code axisCount - 1}
 * @param positionMm the encoder's position, counted from where it was switched on: the machine's
 *     own zero is found by homing
 * @param velocityMmPerS the drive's velocity
 * @param encoderCounts the encoder's counter
 * @param status bits of {@link AxisStatus}
 */
public record AxisSensorFields(
    GroupStamp stamp,
    IntegerField axisCount,
    FloatField positionMm,
    FloatField velocityMmPerS,
    IntegerField encoderCounts,
    IntegerField status) {

  static AxisSensorFields append(RecordLayout.Builder fields) {
    FieldArrays axes = FieldArrays.perAxis(fields);
    return new AxisSensorFields(
        GroupStamp.append(fields, "axis"),
        fields.u8("axis.axis_count", ""),
        axes.f64("axis.position_mm", "mm"),
        axes.f64("axis.velocity_mm_per_s", "mm/s"),
        axes.i64("axis.encoder_counts", ""),
        axes.u16("axis.status"));
  }
}
