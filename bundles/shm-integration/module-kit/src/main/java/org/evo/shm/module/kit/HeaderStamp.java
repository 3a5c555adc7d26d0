// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleStatus;

/**
 * Counts cycles and records since the module started and stores the header of each record. Owned by
 * the publishing task; it outlives each of them, for a change of the configuration replaces the
 * task and must not set readers back. Hot.
 */
public final class HeaderStamp {

  private final HeaderFields fields;
  private long cycles;
  private long heartbeats;

  /**
   * @param fields the header of the module's record
   */
  public HeaderStamp(HeaderFields fields) {
    this.fields = fields;
  }

  /** A cycle has begun, whether it will publish or not. */
  public void cycle() {
    cycles++;
  }

  /** Fills the header of the next record. */
  public void store(MutableRecord record, long nowNs, ModuleStatus status) {
    fields.cycleCount().set(record, cycles);
    fields.publishTimeNs().set(record, nowNs);
    fields.heartbeat().set(record, ++heartbeats);
    fields.moduleState().set(record, status.state().code());
    fields.moduleFault().set(record, status.fault().code());
    fields.configRejected().set(record, status.configRejected());
  }
}
