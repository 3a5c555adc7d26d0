// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.controlstate;

import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The inputs of the Control Unit. The states are codes of {@link org.evo.shm.contract.InputState}.
 *
 * @param physInputIo the sensors
 * @param physOutputIo the requests of recipes
 * @param commandsConfig commands and configuration
 * @param sensorTimeNs publish time of the record of {@code phys_input_io} that this record was
 *     computed from, 0 for none
 */
public record InputFields(
    IntegerField physInputIo,
    IntegerField physOutputIo,
    IntegerField commandsConfig,
    IntegerField sensorTimeNs) {

  static InputFields append(RecordLayout.Builder fields) {
    return new InputFields(
        fields.u8("input.phys_input_io", ""),
        fields.u8("input.phys_output_io", ""),
        fields.u8("input.commands_config", ""),
        fields.i64("input.sensor_time_ns", "ns"));
  }
}
