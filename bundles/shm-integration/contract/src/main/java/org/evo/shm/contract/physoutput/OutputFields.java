// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.IoBanks;
import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * What HAL is to drive besides the axes.
 *
 * @param emergencyStop whether everything is to be driven safe
 * @param resetSequence {@code safety.reset_sequence} of {@code control_state}: a change of it is
 *     what clears HAL's latch
 * @param digitalOut bit {@code i} is channel {@code i}
 * @param analogOutV voltages, -10 to 10 V
 */
public record OutputFields(
    BooleanField emergencyStop,
    IntegerField resetSequence,
    IntegerField digitalOut,
    FloatField analogOutV) {

  static OutputFields append(RecordLayout.Builder fields) {
    return new OutputFields(
        fields.bool("output.emergency_stop"),
        fields.u64("output.reset_sequence", ""),
        fields.u64("output.digital_out", ""),
        fields.f64s("output.analog_out_v", IoBanks.ANALOG, "V"));
  }
}
