// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.InputState;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;

/** Everything a recipe works with: inputs, outputs, axes. Owned by the loop. Hot. */
final class Plant {

  private final Outputs outputs = new Outputs();
  private final AxisOutputs axisOutputs = new AxisOutputs();
  private final EmergencyStop emergencyStop = new EmergencyStop();
  private final Companion control = new Companion(ControlState.SEGMENT, ControlState.HEADER);
  private final Companion hal = new Companion(PhysInputIo.SEGMENT, PhysInputIo.HEADER);
  private final Moves moves;
  private final Signals signals;
  private Inputs inputs;

  Plant(long startNs) {
    moves = new Moves(new Requests(startNs));
    signals = new Signals(outputs, moves);
  }

  /** Looks at the inputs of a cycle. */
  void look(Inputs polled) {
    inputs = polled;
    signals.cycle(polled);
    axisOutputs.take(polled.control());
    control.cycle(polled.control());
    hal.cycle(polled.io());
    emergencyStop.cycle(polled);
    if (emergencyStop.isActive()) {
      outputs.clear();
    }
  }

  Outputs outputs() {
    return outputs;
  }

  Moves moves() {
    return moves;
  }

  Signals signals() {
    return signals;
  }

  EmergencyStop emergencyStop() {
    return emergencyStop;
  }

  /** A reset has come. */
  void reset() {
    emergencyStop.reset();
    inputs.acknowledge();
  }

  /** A recipe begins, or goes on: it needs whom it finds. */
  void begin() {
    control.begin(inputs.control());
    hal.begin(inputs.io());
  }

  /** Whether a module that is needed is not there now. */
  boolean isMissing() {
    return control.isMissing(inputs.control()) || hal.isMissing(inputs.io());
  }

  /** Whether a module that is needed was lost or restarted. */
  boolean isLost() {
    return control.isLost(inputs.control()) || hal.isLost(inputs.io());
  }

  /** Which, and how, for people. Allocates. */
  String loss() {
    return control.isLost(inputs.control())
        ? control.loss(inputs.control())
        : hal.loss(inputs.io());
  }

  /** Whether commands are taken: also while their input is latched, or no reset could end it. */
  boolean hearsCommands() {
    return inputs.commands().isUsable()
        || inputs.commands().state() == InputState.LATCHED && !inputs.commands().isOld();
  }

  /** Whether a recipe may run, as far as commands are concerned. */
  boolean isCommanded() {
    return inputs.commands().isUsable();
  }

  InputState commandsState() {
    return inputs.commands().state();
  }

  /** Whether a pause of the loop was so long that outputs may have been driven safe meanwhile. */
  boolean isTooLong(long cycleNs) {
    return cycleNs > inputs.maxPauseNs();
  }

  /** Looks at the answers to what was asked of the axes. */
  void watchMoves(long cycleNs) {
    moves.cycle(inputs.control().view(), cycleNs);
  }

  /** Whether an axis has still to be brought to rest. */
  boolean isStopping() {
    return moves.isStopping(inputs.control().view());
  }

  /** Whether the Control Unit is there. */
  boolean isControlled() {
    return inputs.control().isUsable();
  }

  void store(MutableRecord record) {
    PhysOutputIo.INPUT.controlState().set(record, inputs.control().state().code());
    PhysOutputIo.INPUT.commandsConfig().set(record, inputs.commands().state().code());
    PhysOutputIo.INPUT.physInputIo().set(record, inputs.io().state().code());
    moves.store(record);
    axisOutputs.store(record);
    PhysOutputIo.OUTPUT.emergencyStop().set(record, emergencyStop.isActive());
    outputs.store(record);
  }
}
