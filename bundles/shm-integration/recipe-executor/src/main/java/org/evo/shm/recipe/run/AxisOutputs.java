// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.Axes;
import org.evo.shm.contract.InputState;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.AxisOutputFields;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.InputLink;

/**
 * The Control Unit's outputs, passed on with their times and otherwise untouched: it is HAL that
 * judges by these times whether they may still be driven, and that locks a drive it has switched
 * off. An enable bit that was taken away here and given back would undo that lock.
 *
 * <p>While the input is latched nothing new is passed on, so that what was lost grows older until a
 * reset. Owned by the loop. Hot.
 */
final class AxisOutputs {

  private static final AxisOutputFields FIELDS = PhysOutputIo.AXIS_OUTPUT;

  private final double[] commandV = new double[Axes.COUNT];
  private final boolean[] enable = new boolean[Axes.COUNT];
  private long controlTimeNs;
  private long sensorTimeNs;
  private long resetSequence;

  /** Takes over what there is now. */
  void take(InputLink control) {
    if (control.state() == InputState.ABSENT || control.state() == InputState.LATCHED) {
      return;
    }
    RecordView state = control.view();
    controlTimeNs = control.publishTimeNs();
    sensorTimeNs = ControlState.INPUT.sensorTimeNs().get(state);
    resetSequence = ControlState.SAFETY.resetSequence().get(state);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      commandV[axis] = ControlState.AXIS.outputV().get(state, axis);
      enable[axis] = ControlState.AXIS.enable().get(state, axis);
    }
  }

  void store(MutableRecord record) {
    FIELDS.controlTimeNs().set(record, controlTimeNs);
    FIELDS.sensorTimeNs().set(record, sensorTimeNs);
    PhysOutputIo.OUTPUT.resetSequence().set(record, resetSequence);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      FIELDS.commandV().set(record, axis, commandV[axis]);
      FIELDS.enable().set(record, axis, enable[axis]);
    }
  }
}
