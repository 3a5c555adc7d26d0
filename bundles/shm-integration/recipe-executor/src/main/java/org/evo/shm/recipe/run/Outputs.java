// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import java.util.Arrays;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.recipe.model.Machine;

/**
 * Digital and analog outputs, all off at the start. Each stays as it was set last, whatever becomes
 * of the recipe, until an emergency stop. Owned by the loop. Hot.
 */
final class Outputs {

  private long digital;
  private final double[] analogV = new double[IoBanks.ANALOG];

  /** Whether a channel is on. */
  boolean digital(int channel) {
    return (digital >>> channel & 1) != 0;
  }

  void setDigital(int channel, boolean on) {
    digital = on ? digital | 1L << channel : digital & ~(1L << channel);
  }

  /** The voltage of a channel. */
  double analogV(int channel) {
    return analogV[channel];
  }

  void setAnalogV(int channel, double volts) {
    analogV[channel] = volts;
  }

  /** Whether an analog output can carry a voltage; NaN it cannot. */
  static boolean isVoltage(double volts) {
    return Math.abs(volts) <= Machine.MAX_VOLTS;
  }

  /** All off: what was on must not come back by itself. */
  void clear() {
    digital = 0;
    Arrays.fill(analogV, 0);
  }

  void store(MutableRecord record) {
    PhysOutputIo.OUTPUT.digitalOut().set(record, digital);
    for (int channel = 0; channel < IoBanks.ANALOG; channel++) {
      PhysOutputIo.OUTPUT.analogOutV().set(record, channel, analogV[channel]);
    }
  }
}
