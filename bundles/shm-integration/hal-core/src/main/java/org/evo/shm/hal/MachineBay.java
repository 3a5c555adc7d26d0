// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.List;
import java.util.Optional;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.hal.axissim.AxisSettings;
import org.evo.shm.hal.axissim.AxisSimulation;
import org.evo.shm.hal.output.OutputGate;
import org.evo.shm.hal.output.OutputSettings;
import org.evo.shm.kit.RetryTimer;
import org.evo.shm.module.kit.InputLink;

/**
 * Holds the machine that the configuration asks for, and replaces what has changed while no task
 * uses it. Axes that stay the same stay where they are. Guarded by its owner.
 */
final class MachineBay implements AutoCloseable {

  private final ShmLifecycleManager manager;
  private final RetryTimer timer;
  private Optional<MachineSettings> fitted = Optional.empty();
  private AxisSimulation simulation;
  private OutputGate gate;

  MachineBay(ShmLifecycleManager manager, RetryTimer timer) {
    this.manager = manager;
    this.timer = timer;
  }

  /** Puts in what is wanted. Timing: cold. */
  void fit(Optional<MachineSettings> wanted) {
    if (!wanted.map(MachineSettings::axes).equals(axes())) {
      simulation = wanted.map(settings -> new AxisSimulation(settings.axes())).orElse(null);
    }
    if (!wanted.map(MachineSettings::outputs).equals(outputs())) {
      closeGate();
      gate = wanted.map(settings -> gate(settings.outputs())).orElse(null);
    }
    fitted = wanted;
  }

  /** What is in it now. */
  Machine machine() {
    return gate == null ? new NoMachine() : new SimulatedMachine(simulation, gate);
  }

  /** Gives back what it took. Idempotent. */
  @Override
  public void close() {
    closeGate();
    gate = null;
    fitted = Optional.empty();
  }

  private Optional<List<AxisSettings>> axes() {
    return fitted.map(MachineSettings::axes);
  }

  private Optional<OutputSettings> outputs() {
    return fitted.map(MachineSettings::outputs);
  }

  private OutputGate gate(OutputSettings settings) {
    InputLink link =
        new InputLink(manager, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER, timer, settings.output());
    link.start();
    return new OutputGate(link, settings);
  }

  private void closeGate() {
    if (gate != null) {
      gate.close();
    }
  }
}
