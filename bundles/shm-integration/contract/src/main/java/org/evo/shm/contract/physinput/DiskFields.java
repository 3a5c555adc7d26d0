// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physinput;

import org.evo.shm.contract.GroupStamp;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.RecordLayout;

/**
 * The disks together: block devices with hardware behind them, whole and not by partition.
 *
 * @param stamp time and quality; BAD on a machine without a disk
 * @param readBytesPerS read from all disks
 * @param writeBytesPerS written to all disks
 * @param busyPercent share of the time that the busiest disk had work, 0 to 100
 */
public record DiskFields(
    GroupStamp stamp, FloatField readBytesPerS, FloatField writeBytesPerS, FloatField busyPercent) {

  static DiskFields append(RecordLayout.Builder fields) {
    return new DiskFields(
        GroupStamp.append(fields, "disk"),
        fields.f64("disk.read_bytes_per_s", "B/s"),
        fields.f64("disk.write_bytes_per_s", "B/s"),
        fields.f64("disk.busy_percent", "%"));
  }
}
