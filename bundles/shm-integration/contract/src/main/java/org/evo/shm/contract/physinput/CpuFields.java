// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The processors.
 *
 * @param stamp time and quality
 * @param coreCount processors that are online, also those beyond {@link #CORES}
 * @param loadPercent share of the time that all processors together were not idle, 0 to 100; the
 *     kernel counts in ticks of 10 ms per processor
 * @param coreLoadPercent the same of each processor, by its number; NaN for one that is not online
 * @param loadAverage1Min the kernel's load average over a minute
 * @param frequencyMhz the mean current frequency, NaN where the kernel does not control it
 */
public record CpuFields(
    GroupStamp stamp,
    IntegerField coreCount,
    FloatField loadPercent,
    FloatField coreLoadPercent,
    FloatField loadAverage1Min,
    FloatField frequencyMhz) {

  /** Processors that have a place of their own: numbers 0 to 15. */
  public static final int CORES = 16;

  static CpuFields append(RecordLayout.Builder fields) {
    return new CpuFields(
        GroupStamp.append(fields, "cpu"),
        fields.u16("cpu.core_count", ""),
        fields.f64("cpu.load_percent", "%"),
        fields.f64s("cpu.core_load_percent", CORES, "%"),
        fields.f64("cpu.load_average_1min", ""),
        fields.f64("cpu.frequency_mhz", "MHz"));
  }
}
