// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The inputs of the Recipe Executor, as codes of {@link org.evo.shm.contract.InputState}.
 *
 * @param controlState axes and their outputs
 * @param commandsConfig commands
 * @param physInputIo inputs that recipes read
 */
public record InputFields(
    IntegerField controlState, IntegerField commandsConfig, IntegerField physInputIo) {

  static InputFields append(RecordLayout.Builder fields) {
    return new InputFields(
        fields.u8("input.control_state", ""),
        fields.u8("input.commands_config", ""),
        fields.u8("input.phys_input_io", ""));
  }
}
