// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

/**
 * Cycles and heartbeats since the module started. Owned by the publishing task; it outlives each of
 * them, for a change of the configuration replaces the task and must not set readers back.
 */
final class PublishCounters {

  private long cycles;
  private long heartbeats;

  void cycle() {
    cycles++;
  }

  long cycles() {
    return cycles;
  }

  /** The number of the record that is being published. */
  long nextHeartbeat() {
    return ++heartbeats;
  }
}
