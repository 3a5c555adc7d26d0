// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.evo.shm.CommitTime;
import org.evo.shm.SegmentLayout;
import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.layout.RecordLayout;

/**
 * A writer's configuration, checked as far as that goes without the record layout. Immutable.
 *
 * @param segment the segment to write
 * @param module the module that owns it
 * @param layout the name of its record layout, empty for plain bytes
 * @param sizeBytes the data size in bytes, 0 for what is needed
 * @param capacityBytes the largest payload in bytes, 0 for the record's or the data size
 * @param slots values held at a time, 0 for as many as the capacity suggests
 * @param format classic or slotted
 * @param checksummed whether values carry a checksum
 * @param commitTime where commit times come from
 * @param parkMs how long the segment is kept without a user, in ms
 */
record WriterSettings(
    String segment,
    String module,
    Optional<String> layout,
    long sizeBytes,
    int capacityBytes,
    int slots,
    SegmentLayout format,
    boolean checksummed,
    CommitTime commitTime,
    long parkMs) {

  /**
   * @throws org.evo.shm.error.ShmException naming what is wrong, and its limits
   */
  static WriterSettings of(WriterConfig config) {
    WriterSettings settings =
        new WriterSettings(
            ConfigValues.read("segment", config::segment).strip(),
            ConfigValues.read("module", config::module).strip(),
            LayoutOption.read(config::layout),
            ConfigValues.integer("sizeBytes", config::sizeBytes, 0, SegmentSpec.MAX_SIZE_BYTES),
            (int)
                ConfigValues.integer(
                    "capacityBytes", config::capacityBytes, 0, SegmentSpec.MAX_SIZE_BYTES),
            (int) ConfigValues.integer("slots", config::slots, 0, SegmentSpec.MAX_SLOTS),
            ConfigValues.flag("classic", config::classic)
                ? SegmentLayout.CLASSIC
                : SegmentLayout.SLOTTED,
            ConfigValues.flag("checksummed", config::checksummed),
            commitTime(config::commitTime),
            ConfigValues.integer(
                "parkMs", config::parkMs, SegmentWriter.MIN_PARK_MS, SegmentWriter.MAX_PARK_MS));
    settings.builder().build();
    return settings;
  }

  private static CommitTime commitTime(Supplier<String> configured) {
    String name = ConfigValues.read("commitTime", configured).strip();
    for (CommitTime candidate : CommitTime.values()) {
      if (candidate.name().toLowerCase(Locale.ROOT).equals(name)) {
        return candidate;
      }
    }
    throw new InvalidRangeException(
        "commitTime", "there is no '" + name + "'", "choose loop, write or absent");
  }

  /**
   * What to claim.
   *
   * @param record the layout that {@link #layout} names, empty when it names none
   * @throws org.evo.shm.error.ShmException when the record contradicts the rest
   */
  SegmentSpec spec(Optional<RecordLayout> record) {
    SegmentSpec.Builder builder = builder();
    record.ifPresent(builder::record);
    return builder.build();
  }

  private SegmentSpec.Builder builder() {
    SegmentSpec.Builder builder =
        SegmentSpec.named(segment)
            .module(module)
            .layout(format)
            .checksummed(checksummed)
            .commitTime(commitTime);
    if (sizeBytes != 0) {
      builder.sizeBytes(sizeBytes);
    }
    if (capacityBytes != 0) {
      builder.capacityBytes(capacityBytes);
    }
    if (slots != 0) {
      builder.slots(slots);
    }
    return builder;
  }
}
