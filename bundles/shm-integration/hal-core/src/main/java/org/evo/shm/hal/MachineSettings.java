// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.List;
import org.evo.shm.hal.axissim.AxisSettings;
import org.evo.shm.hal.output.OutputSettings;

/**
 * The driver {@code axis-sim} and the outputs it gets. Immutable.
 *
 * @param axes what the axes are like
 * @param outputs when safe outputs are driven, and which
 */
record MachineSettings(List<AxisSettings> axes, OutputSettings outputs) {

  MachineSettings {
    axes = List.copyOf(axes);
  }
}
