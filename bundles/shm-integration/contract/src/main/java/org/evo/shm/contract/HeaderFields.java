// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.BooleanField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The publishing loop and its module; every record begins with it. Access is hot.
 *
 * @param cycleCount cycles of the loop since the module started, those without a segment included
 * @param publishTimeNs when the loop's cycle began, of {@link System#nanoTime()}
 * @param heartbeat records published since the module started; one that stands still means that the
 *     loop does
 * @param moduleState 0 INIT, 1 WAITING, 2 RUNNING, 3 DEGRADED, 4 FAULT, 5 STOPPED
 * @param moduleFault why the module is not RUNNING, 0 for no reason; the codes are those of the
 *     module's status service
 * @param configRejected whether the newest configuration was refused and an older one is in force
 */
public record HeaderFields(
    IntegerField cycleCount,
    IntegerField publishTimeNs,
    IntegerField heartbeat,
    IntegerField moduleState,
    IntegerField moduleFault,
    BooleanField configRejected) {

  /** Appends the fields: call it first, so that readers find them at the same place everywhere. */
  public static HeaderFields append(RecordLayout.Builder fields) {
    return new HeaderFields(
        fields.u64("header.cycle_count", ""),
        fields.i64("header.publish_time_ns", "ns"),
        fields.u64("header.heartbeat", ""),
        fields.u16("header.module_state", ""),
        fields.u16("header.module_fault", ""),
        fields.bool("header.config_rejected"));
  }
}
