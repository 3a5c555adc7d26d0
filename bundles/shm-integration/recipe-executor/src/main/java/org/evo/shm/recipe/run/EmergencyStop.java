// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.InputState;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.controlstate.ControlState;

/**
 * The emergency stop: latched here when it was commanded, and in force as well for as long as the
 * Control Unit has it latched. Owned by the loop. Hot, but for the reason.
 */
final class EmergencyStop {

  private boolean commanded;
  private boolean latched;
  private boolean controlLatched;

  /** Looks at the levels, the last known where there is nothing new. */
  void cycle(Inputs inputs) {
    commanded =
        inputs.commands().state() != InputState.ABSENT
            && CommandsConfig.EMERGENCY_STOP.active().get(inputs.commands().view());
    controlLatched =
        inputs.control().state() != InputState.ABSENT
            && ControlState.SAFETY.emergencyStop().get(inputs.control().view());
    latched |= commanded;
  }

  /** It was commanded. */
  void command() {
    latched = true;
  }

  /** A reset has come; it ends nothing while the level is still set. */
  void reset() {
    latched = commanded;
  }

  boolean isActive() {
    return latched || controlLatched;
  }

  /** Who wants it, for people. */
  String reason() {
    return latched ? "emergency stop by command" : "emergency stop of the Control Unit";
  }
}
