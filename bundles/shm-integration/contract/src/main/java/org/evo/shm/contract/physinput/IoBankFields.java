// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The digital and analog inputs.
 *
 * @param stamp time and quality; BAD without a driver that has inputs
 * @param digitalIn bit {@code i} is channel {@code i}
 * @param analogInV voltages
 */
public record IoBankFields(GroupStamp stamp, IntegerField digitalIn, FloatField analogInV) {

  static IoBankFields append(RecordLayout.Builder fields) {
    return new IoBankFields(
        GroupStamp.append(fields, "io"),
        fields.u64("io.digital_in", ""),
        fields.f64s("io.analog_in_v", IoBanks.ANALOG, "V"));
  }
}
