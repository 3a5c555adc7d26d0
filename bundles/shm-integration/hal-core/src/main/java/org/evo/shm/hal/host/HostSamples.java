// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import org.evo.shm.layout.MutableRecord;

/**
 * What one pass over all sources brought. Immutable.
 *
 * @param passNs when the pass was done
 * @param cpu processors
 * @param memory memory
 * @param thermal temperatures and fans
 * @param disk disks
 * @param network network interfaces
 * @param system operating system
 */
public record HostSamples(
    long passNs,
    CpuSample cpu,
    MemorySample memory,
    ThermalSample thermal,
    DiskSample disk,
    NetworkSample network,
    SystemSample system) {

  /** What is known before the first pass: nothing. */
  public static HostSamples none(long nowNs) {
    return new HostSamples(
        nowNs,
        CpuSample.bad(nowNs),
        MemorySample.bad(nowNs),
        ThermalSample.bad(nowNs),
        DiskSample.bad(nowNs),
        NetworkSample.bad(nowNs),
        SystemSample.bad(nowNs));
  }

  /**
   * Stores all groups. Timing: hot.
   *
   * @param nowNs the time that ages count to
   * @param maxAgeNs the age beyond which good values become stale
   */
  public void store(MutableRecord record, long nowNs, long maxAgeNs) {
    cpu.store(record, nowNs, maxAgeNs);
    memory.store(record, nowNs, maxAgeNs);
    thermal.store(record, nowNs, maxAgeNs);
    disk.store(record, nowNs, maxAgeNs);
    network.store(record, nowNs, maxAgeNs);
    system.store(record, nowNs, maxAgeNs);
  }
}
