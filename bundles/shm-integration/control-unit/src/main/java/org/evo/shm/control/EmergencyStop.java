// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.commands.EmergencyStopFields;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.controlstate.SafetyFields;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/**
 * The emergency stop. It latches when a command or the level in {@code commands_config} asks for
 * it, and stays until it is reset, which is not possible while the level is there. Owned by one
 * thread. Hot, but for a change.
 */
final class EmergencyStop {

  private static final EmergencyStopFields LEVEL = CommandsConfig.EMERGENCY_STOP;
  private static final SafetyFields SAFETY = ControlState.SAFETY;
  private static final EncodedText NO_REASON = EncodedText.of("", SAFETY.reason());

  private boolean asked;
  private boolean latched;
  private EncodedText reason = NO_REASON;
  private long resetSequence;

  /** Looks at the level. */
  void look(RecordView commands) {
    asked = LEVEL.active().get(commands);
    if (asked && !latched) {
      latch(LEVEL.reason().get(commands));
    }
  }

  /** Latches it. The first reason stays. */
  void latch(String why) {
    if (!latched) {
      latched = true;
      reason = EncodedText.of(why.isEmpty() ? "commanded" : why, SAFETY.reason());
    }
  }

  boolean isLatched() {
    return latched;
  }

  /** Whether it is still asked for, so that it cannot be reset. */
  boolean isAsked() {
    return asked;
  }

  /**
   * A reset was accepted. It is numbered by its time, for the numbers of commands begin anew
   * whenever their sender is started again, and whoever waits for a reset looks for a change.
   */
  void reset(long nowNs) {
    latched = false;
    reason = NO_REASON;
    resetSequence = Math.max(resetSequence + 1, nowNs);
  }

  void store(MutableRecord record) {
    SAFETY.emergencyStop().set(record, latched);
    SAFETY.resetSequence().set(record, resetSequence);
    reason.store(record, SAFETY.reason());
  }
}
