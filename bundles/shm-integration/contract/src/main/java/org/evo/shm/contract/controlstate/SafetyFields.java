// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.controlstate;

import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * The emergency stop. It latches here until a reset, also when nobody asks for it any more.
 *
 * @param emergencyStop whether it is latched
 * @param resetSequence number of the last reset that was accepted, 0 for none; grows with each, and
 *     is another one also when the module or the sender of commands was started again
 * @param reason why it latched, empty when it has not
 */
public record SafetyFields(
    BooleanField emergencyStop, IntegerField resetSequence, TextField reason) {

  /** Room of the reason, in bytes of UTF-8. */
  public static final int REASON_BYTES = 64;

  static SafetyFields append(RecordLayout.Builder fields) {
    return new SafetyFields(
        fields.bool("safety.emergency_stop"),
        fields.u64("safety.reset_sequence", ""),
        fields.text("safety.reason", REASON_BYTES));
  }
}
