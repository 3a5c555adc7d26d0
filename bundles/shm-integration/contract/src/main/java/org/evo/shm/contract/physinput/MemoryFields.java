// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * Memory.
 *
 * @param stamp time and quality
 * @param totalBytes what the kernel manages
 * @param availableBytes what can be given to programs without swapping, caches included
 * @param usedBytes total less available
 * @param usedPercent used of total, 0 to 100
 * @param swapUsedBytes swap in use
 */
public record MemoryFields(
    GroupStamp stamp,
    IntegerField totalBytes,
    IntegerField availableBytes,
    IntegerField usedBytes,
    FloatField usedPercent,
    IntegerField swapUsedBytes) {

  static MemoryFields append(RecordLayout.Builder fields) {
    return new MemoryFields(
        GroupStamp.append(fields, "memory"),
        fields.u64("memory.total_bytes", "B"),
        fields.u64("memory.available_bytes", "B"),
        fields.u64("memory.used_bytes", "B"),
        fields.f64("memory.used_percent", "%"),
        fields.u64("memory.swap_used_bytes", "B"));
  }
}
