// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * How a loop keeps up, since it was started. Access is hot.
 *
 * @param rateHz its rate
 * @param cycles cycles that were run
 * @param deadlineMissesA cycles that broke the deadline of class A
 * @param deadlineMissesB the same of class B
 * @param overruns cycles that were not done when the next one was due
 * @param skipped cycles that were left out because of that
 * @param lastDurationNs run time of the last cycle
 * @param maxDurationNs run time of the longest
 * @param lastLatenessNs how long after it was due the last cycle began
 * @param maxLatenessNs the longest of these
 */
public record CycleFields(
    IntegerField rateHz,
    IntegerField cycles,
    IntegerField deadlineMissesA,
    IntegerField deadlineMissesB,
    IntegerField overruns,
    IntegerField skipped,
    IntegerField lastDurationNs,
    IntegerField maxDurationNs,
    IntegerField lastLatenessNs,
    IntegerField maxLatenessNs) {

  /** Appends the group {@code cycle}. */
  public static CycleFields append(RecordLayout.Builder fields) {
    return new CycleFields(
        fields.u32("cycle.rate_hz", "Hz"),
        fields.u64("cycle.cycles", ""),
        fields.u64("cycle.deadline_misses_a", ""),
        fields.u64("cycle.deadline_misses_b", ""),
        fields.u64("cycle.overruns", ""),
        fields.u64("cycle.skipped", ""),
        fields.i64("cycle.last_duration_ns", "ns"),
        fields.i64("cycle.max_duration_ns", "ns"),
        fields.i64("cycle.last_lateness_ns", "ns"),
        fields.i64("cycle.max_lateness_ns", "ns"));
  }
}
