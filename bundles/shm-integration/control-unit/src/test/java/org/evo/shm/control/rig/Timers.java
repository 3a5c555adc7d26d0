// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.module.kit.FakeTimer;

/** Does in the next millisecond what a module's timer was asked for, whatever the delay. */
final class Timers implements CyclicTask {

  private final String module;
  private final FakeTimer timer;

  Timers(String module, FakeTimer timer) {
    this.module = module;
    this.timer = timer;
  }

  @Override
  public CycleSpec spec() {
    return new CycleSpec("timer of " + module, 1000, 1000);
  }

  @Override
  public void cycle(long nowNs) {
    int due = timer.pending();
    for (int i = 0; i < due && timer.pending() > 0; i++) {
      timer.fire();
    }
  }
}
