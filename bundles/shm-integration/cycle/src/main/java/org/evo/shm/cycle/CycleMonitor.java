// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.cycle;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Shows how the loops keep up. Thread-safe. */
@ProviderType
public interface CycleMonitor {

  /** One entry a loop that runs now, by rate. Timing: cold, never blocking a loop. */
  List<CycleStatistics> statistics();

  /**
   * Why the newest configuration was refused, so that the one before it is in force, or no loop
   * runs when there is none; empty when it was not. Timing: cold.
   */
  String configurationRefusal();
}
