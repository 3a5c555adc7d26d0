// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The operating system.
 *
 * @param stamp time and quality
 * @param processCount processes that can be seen from this PID namespace
 * @param contextSwitchesPerS context switches of all processors
 * @param uptimeS time since boot
 */
public record SystemFields(
    GroupStamp stamp,
    IntegerField processCount,
    FloatField contextSwitchesPerS,
    FloatField uptimeS) {

  static SystemFields append(RecordLayout.Builder fields) {
    return new SystemFields(
        GroupStamp.append(fields, "system"),
        fields.u32("system.process_count", ""),
        fields.f64("system.context_switches_per_s", "1/s"),
        fields.f64("system.uptime_s", "s"));
  }
}
