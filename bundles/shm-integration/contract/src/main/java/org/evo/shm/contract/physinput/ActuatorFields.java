// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.FieldArrays;
import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * What is being driven, whatever was asked for.
 *
 * @param stamp when it was driven; BAD without a driver that has outputs
 * @param safeReason {@link SafeReason}: why these are not the outputs that were asked for
 * @param outputHeartbeat {@code header.heartbeat} of the record of {@code phys_output_io} that was
 *     looked at last
 * @param outputTimeNs its publish time
 * @param sensorTimeNs the publish time of the record of this segment whose sensor values the axis
 *     outputs came from, through all segments; 0 when none did. {@code actuator.time_ns} less this
 *     is the time from sensor to actuator
 * @param commandV voltage of each axis' drive
 * @param enabled whether each drive is enabled
 * @param digitalOut bit {@code i} is channel {@code i}
 * @param analogOutV voltages
 */
public record ActuatorFields(
    GroupStamp stamp,
    IntegerField safeReason,
    IntegerField outputHeartbeat,
    IntegerField outputTimeNs,
    IntegerField sensorTimeNs,
    FloatField commandV,
    BooleanField enabled,
    IntegerField digitalOut,
    FloatField analogOutV) {

  static ActuatorFields append(RecordLayout.Builder fields) {
    FieldArrays axes = FieldArrays.perAxis(fields);
    return new ActuatorFields(
        GroupStamp.append(fields, "actuator"),
        fields.u8("actuator.safe_reason", ""),
        fields.u64("actuator.output_heartbeat", ""),
        fields.i64("actuator.output_time_ns", "ns"),
        fields.i64("actuator.sensor_time_ns", "ns"),
        axes.f64("actuator.command_v", "V"),
        axes.bool("actuator.enabled"),
        fields.u64("actuator.digital_out", ""),
        fields.f64s("actuator.analog_out_v", IoBanks.ANALOG, "V"));
  }
}
