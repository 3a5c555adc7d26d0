// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.evo.shm.hal.axissim.AxisSimulation;
import org.evo.shm.hal.output.OutputGate;
import org.evo.shm.layout.MutableRecord;

/** The driver {@code axis-sim} between what is asked for and what is published. */
record SimulatedMachine(AxisSimulation simulation, OutputGate gate) implements Machine {

  @Override
  public void cycle(long nowNs) {
    simulation.advance(nowNs, gate.outputs());
    gate.cycle(nowNs);
    simulation.drive(gate.outputs());
  }

  @Override
  public boolean needsReset() {
    return gate.needsReset();
  }

  @Override
  public void store(MutableRecord record, long nowNs) {
    simulation.store(record, nowNs, gate.outputs());
    gate.outputs().store(record, nowNs);
  }
}
