// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.output;

import java.util.List;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.module.kit.InputPolicy;

/**
 * When safe outputs are driven, and which. The axes' are no voltage and a disabled drive.
 * Immutable.
 *
 * @param output how old {@code phys_output_io} may be, and what then
 * @param controller the same of the {@code control_state} that was copied into it
 * @param safeDigital digital outputs, bit {@code i} is channel {@code i}
 * @param safeAnalogV analog outputs, one for each channel
 */
public record OutputSettings(
    InputPolicy output, InputPolicy controller, long safeDigital, List<Double> safeAnalogV) {

  public OutputSettings {
    safeAnalogV = List.copyOf(safeAnalogV);
    if (safeAnalogV.size() != IoBanks.ANALOG) {
      throw new IllegalArgumentException(safeAnalogV.size() + " analog outputs");
    }
  }
}
