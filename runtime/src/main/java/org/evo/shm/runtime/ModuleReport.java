// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.util.List;
import java.util.Optional;
import org.evo.shm.SegmentInfo;
import org.evo.shm.module.ModuleState;
import org.evo.shm.module.ModuleStatus;

/**
 * A module as it came up.
 *
 * @param name the module
 * @param status what it says of itself, empty when it is not there
 * @param segments its segments that were found
 */
record ModuleReport(String name, Optional<ModuleStatus> status, List<SegmentInfo> segments) {

  private static final String ABSENT = "ABSENT";

  ModuleReport {
    segments = List.copyOf(segments);
  }

  /** Its state as people and programs read it. */
  String state() {
    return status.map(known -> known.state().name()).orElse(ABSENT);
  }

  /** Why it is not running, empty when there is nothing to say. */
  String text() {
    return status.map(ModuleStatus::text).orElse("it did not come up");
  }

  /** Whether it does all of its work. */
  boolean isRunning() {
    return status.map(ModuleStatus::state).filter(ModuleState.RUNNING::equals).isPresent();
  }
}
