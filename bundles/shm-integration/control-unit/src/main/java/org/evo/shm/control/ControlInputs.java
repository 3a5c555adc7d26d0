// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import org.evo.shm.contract.InputState;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.controlstate.InputFields;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.ModuleCondition;

/**
 * What the Control Unit reads. Closed by whoever made it; everything else is the loop's.
 *
 * @param sensors {@code phys_input_io}
 * @param requests {@code phys_output_io}
 * @param commands {@code commands_config}
 */
record ControlInputs(InputLink sensors, InputLink requests, InputLink commands)
    implements AutoCloseable {

  private static final InputFields FIELDS = ControlState.INPUT;

  /** Attaches to what is there, and to what comes. Timing: cold. */
  void start() {
    sensors.start();
    requests.start();
    commands.start();
  }

  /** Takes the newest records. Hot. */
  void poll(long nowNs) {
    sensors.poll(nowNs);
    requests.poll(nowNs);
    commands.poll(nowNs);
  }

  /** Tells which of them are missing. Hot, but for a change. */
  void report(ModuleCondition condition) {
    InputLink lost = lost();
    condition.degraded(ModuleFault.INPUT_LOST, lost != null, lost == null ? "" : textOf(lost));
    condition.degraded(
        ModuleFault.RESET_NEEDED,
        isLatched(sensors) || isLatched(requests) || isLatched(commands),
        "an input was lost and waits for a reset");
  }

  /** What was lost may be used again. */
  void acknowledge() {
    sensors.acknowledge();
    requests.acknowledge();
    commands.acknowledge();
  }

  void store(MutableRecord record) {
    FIELDS.physInputIo().set(record, sensors.state().code());
    FIELDS.physOutputIo().set(record, requests.state().code());
    FIELDS.commandsConfig().set(record, commands.state().code());
    FIELDS.sensorTimeNs().set(record, sensors.isUsable() ? sensors.publishTimeNs() : 0);
  }

  @Override
  public void close() {
    sensors.close();
    requests.close();
    commands.close();
  }

  private InputLink lost() {
    if (sensors.isOld()) {
      return sensors;
    }
    if (commands.isOld()) {
      return commands;
    }
    return requests.isOld() ? requests : null;
  }

  private String textOf(InputLink lost) {
    if (lost == sensors) {
      return "phys_input_io is missing or too old";
    }
    return lost == commands
        ? "commands_config is missing or too old"
        : "phys_output_io is missing or too old";
  }

  private static boolean isLatched(InputLink link) {
    return link.state() == InputState.LATCHED;
  }
}
