// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.controlstate;

import org.evo.shm.contract.FieldArrays;
import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The axes as the Control Unit sees them, an element an axis. Positions are the machine's, whose
 * zero homing has found.
 *
 * @param positionMm where it is
 * @param velocityMmPerS how fast it moves
 * @param accelerationMmPerS2 what the setpoint's acceleration is
 * @param setpointMm where it should be now
 * @param setpointVelocityMmPerS how fast it should move now
 * @param targetMm where it should be in the end
 * @param followingErrorMm setpoint less position
 * @param outputV what the drive is to get, -10 to 10 V
 * @param enable whether the drive is to be enabled
 * @param mode {@link AxisMode}
 * @param fault {@link AxisFault}, latched until a reset
 * @param status bits of {@code axis.status} in {@code phys_input_io}, as last seen
 * @param homed whether the machine's zero is known
 * @param inPosition whether it stands at its target
 * @param requestSequence the newest request of {@code phys_output_io} that was looked at
 * @param requestResult its {@link org.evo.shm.contract.CommandResult}: ACCEPTED while it is under
 *     way, DONE when it was reached, FAILED when something else came between
 */
public record AxisFields(
    FloatField positionMm,
    FloatField velocityMmPerS,
    FloatField accelerationMmPerS2,
    FloatField setpointMm,
    FloatField setpointVelocityMmPerS,
    FloatField targetMm,
    FloatField followingErrorMm,
    FloatField outputV,
    BooleanField enable,
    IntegerField mode,
    IntegerField fault,
    IntegerField status,
    BooleanField homed,
    BooleanField inPosition,
    IntegerField requestSequence,
    IntegerField requestResult) {

  static AxisFields append(RecordLayout.Builder fields) {
    FieldArrays axes = FieldArrays.perAxis(fields);
    return new AxisFields(
        axes.f64("axis.position_mm", "mm"),
        axes.f64("axis.velocity_mm_per_s", "mm/s"),
        axes.f64("axis.acceleration_mm_per_s2", "mm/s2"),
        axes.f64("axis.setpoint_mm", "mm"),
        axes.f64("axis.setpoint_velocity_mm_per_s", "mm/s"),
        axes.f64("axis.target_mm", "mm"),
        axes.f64("axis.following_error_mm", "mm"),
        axes.f64("axis.output_v", "V"),
        axes.bool("axis.enable"),
        axes.u8("axis.mode"),
        axes.u8("axis.fault"),
        axes.u16("axis.status"),
        axes.bool("axis.homed"),
        axes.bool("axis.in_position"),
        axes.u64("axis.request_sequence"),
        axes.u8("axis.request_result"));
  }
}
