// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.evo.shm.hal.host.DriverListener;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.ModuleCondition;

/** Tells the module's condition how its drivers fare. Thread-safe. */
record DriverReport(ModuleCondition condition) implements DriverListener {

  @Override
  public void failed(String text) {
    condition.degraded(ModuleFault.DRIVER_FAILED, true, text);
  }

  @Override
  public void recovered() {
    condition.degraded(ModuleFault.DRIVER_FAILED, false, "");
  }

  /** The drivers' results are too old, or are fresh again. Timing: hot when that is known. */
  void stalled(boolean stalled) {
    condition.degraded(ModuleFault.DRIVER_STALLED, stalled, "a driver delivers nothing new");
  }

  /** Other drivers run now: what the ones before them did no longer counts. */
  void replaced() {
    recovered();
    stalled(false);
  }
}
