// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.systemstate;

import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * How the system is, from the segments of its modules.
 *
 * @param health {@link SystemHealth}
 * @param emergencyStop whether a module says emergency stop
 * @param moduleCount modules that are known
 * @param modulesRunning those that do all of their work
 * @param modulesDegraded those that do a part of it, or wait
 * @param modulesFault those in state FAULT
 * @param modulesSilent those whose heartbeat has stopped, or that are gone
 * @param segmentCount segments in the directory
 * @param orphanCount those whose writer is dead
 * @param memoryBytes what all segments take
 * @param text why the health is what it is, empty when all is well
 */
public record SystemFields(
    IntegerField health,
    BooleanField emergencyStop,
    IntegerField moduleCount,
    IntegerField modulesRunning,
    IntegerField modulesDegraded,
    IntegerField modulesFault,
    IntegerField modulesSilent,
    IntegerField segmentCount,
    IntegerField orphanCount,
    IntegerField memoryBytes,
    TextField text) {

  /** Room of the text, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 128;

  static SystemFields append(RecordLayout.Builder fields) {
    return new SystemFields(
        fields.u8("system.health", ""),
        fields.bool("system.emergency_stop"),
        fields.u16("system.module_count", ""),
        fields.u16("system.modules_running", ""),
        fields.u16("system.modules_degraded", ""),
        fields.u16("system.modules_fault", ""),
        fields.u16("system.modules_silent", ""),
        fields.u32("system.segment_count", ""),
        fields.u32("system.orphan_count", ""),
        fields.u64("system.memory_bytes", "B"),
        fields.text("system.text", TEXT_BYTES));
  }
}
