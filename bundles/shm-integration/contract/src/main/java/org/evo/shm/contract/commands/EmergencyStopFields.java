// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * The emergency stop as a level: it stays set until a {@code RESET} command is issued, so nobody
 * misses it.
 *
 * @param active whether it is set
 * @param sequence the command that set it last, 0 for none
 * @param reason what was said with it
 */
public record EmergencyStopFields(BooleanField active, IntegerField sequence, TextField reason) {

  /** Room of the reason, in bytes of UTF-8. */
  public static final int REASON_BYTES = 64;

  static EmergencyStopFields append(RecordLayout.Builder fields) {
    return new EmergencyStopFields(
        fields.bool("emergency_stop.active"),
        fields.u64("emergency_stop.sequence", ""),
        fields.text("emergency_stop.reason", REASON_BYTES));
  }
}
