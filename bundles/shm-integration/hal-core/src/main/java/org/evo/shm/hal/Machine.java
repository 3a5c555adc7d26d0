// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import org.evo.shm.layout.MutableRecord;

/** Axes, inputs and outputs, as the publishing task sees them. Owned by it. Hot. */
interface Machine {

  /** Reads what is to be driven and drives it; before that, measures. */
  void cycle(long nowNs);

  /** Whether only a reset brings back the outputs that are asked for. */
  boolean needsReset();

  /** Stores the groups {@code axis}, {@code io} and {@code actuator}, all of them. */
  void store(MutableRecord record, long nowNs);
}
