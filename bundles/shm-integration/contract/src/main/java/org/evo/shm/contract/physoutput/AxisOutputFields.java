// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.FieldArrays;
import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The Control Unit's outputs, copied from {@code control_state}. The times are copied with them, so
 * that HAL sees a controller that no longer runs behind an executor that does.
 *
 * @param controlTimeNs {@code header.publish_time_ns} of the record they were copied from, 0 for
 *     none
 * @param sensorTimeNs its {@code input.sensor_time_ns}, 0 for none
 * @param commandV voltage of each axis' drive, -10 to 10 V
 * @param enable whether each drive is to be enabled
 */
public record AxisOutputFields(
    IntegerField controlTimeNs,
    IntegerField sensorTimeNs,
    FloatField commandV,
    BooleanField enable) {

  static AxisOutputFields append(RecordLayout.Builder fields) {
    FieldArrays axes = FieldArrays.perAxis(fields);
    return new AxisOutputFields(
        fields.i64("axis_output.control_time_ns", "ns"),
        fields.i64("axis_output.sensor_time_ns", "ns"),
        axes.f64("axis_output.command_v", "V"),
        axes.bool("axis_output.enable"));
  }
}
