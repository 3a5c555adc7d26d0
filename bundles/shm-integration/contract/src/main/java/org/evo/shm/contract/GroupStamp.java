// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;

/**
 * When a group of values was measured, and how far it can be trusted. Access is hot.
 *
 * @param timeNs {@code <group>.time_ns}: when it was measured, or tried, of {@link
 *     System#nanoTime()}
 * @param quality {@code <group>.quality}: a code of {@link Quality}
 */
public record GroupStamp(IntegerField timeNs, IntegerField quality) {

  /** Appends the two fields of {@code group}. */
  public static GroupStamp append(RecordLayout.Builder fields, String group) {
    return new GroupStamp(fields.i64(group + ".time_ns", "ns"), fields.u8(group + ".quality", ""));
  }

  /** Stores both. */
  public void store(MutableRecord record, long measuredAtNs, Quality trust) {
    timeNs.set(record, measuredAtNs);
    quality.set(record, trust.code());
  }

  /** The quality in {@code record}. */
  public Quality qualityIn(RecordView record) {
    return Quality.ofCode(quality.get(record));
  }
}
