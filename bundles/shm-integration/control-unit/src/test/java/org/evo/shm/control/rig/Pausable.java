// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import java.util.function.BooleanSupplier;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CycleView;
import org.evo.shm.cycle.CyclicTask;

/** A task whose loop stands still when a test wants it. */
record Pausable(CyclicTask task, BooleanSupplier paused) implements CyclicTask {

  @Override
  public CycleSpec spec() {
    return task.spec();
  }

  @Override
  public void joined(CycleView loop) {
    task.joined(loop);
  }

  @Override
  public void cycle(long nowNs) {
    if (!paused.getAsBoolean()) {
      task.cycle(nowNs);
    }
  }
}
