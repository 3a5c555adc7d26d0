// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract;

import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * What a module answers to the commands of {@code commands_config}. Access is hot but for the text.
 *
 * <p>The answer to command {@code s} is in the arrays at {@code s mod RECENT}, if the sequence
 * there is {@code s}: so none is lost when several commands are handled in one cycle.
 *
 * @param seenSequence the newest command that the module has looked at, whomever it was for
 * @param sequence the newest command for this module, 0 for none yet
 * @param result its {@link CommandResult}
 * @param reason the same for people, empty when there is nothing to say
 * @param overrunSequence the newest command that was lost: overwritten before the module saw it, so
 *     that nobody knows whether it was for this module; 0 for none
 * @param lostCount commands lost since the module started
 * @param recentSequence the last commands for this module
 * @param recentResult their results
 * @param epochNs {@code command.epoch_ns} of the epoch that all these sequences are of, 0 for none:
 *     after a restart of the sender, answers to the epoch before would pass for answers to this one
 */
public record AckFields(
    IntegerField seenSequence,
    IntegerField sequence,
    IntegerField result,
    TextField reason,
    IntegerField overrunSequence,
    IntegerField lostCount,
    IntegerField recentSequence,
    IntegerField recentResult,
    IntegerField epochNs) {

  /** Answers that are kept. */
  public static final int RECENT = 16;

  /** Room of the reason, in bytes of UTF-8. */
  public static final int REASON_BYTES = 96;

  /** Appends the group {@code ack}. */
  public static AckFields append(RecordLayout.Builder fields) {
    FieldArrays recent = new FieldArrays(fields, RECENT);
    return new AckFields(
        fields.u64("ack.seen_sequence", ""),
        fields.u64("ack.sequence", ""),
        fields.u8("ack.result", ""),
        fields.text("ack.reason", REASON_BYTES),
        fields.u64("ack.overrun_sequence", ""),
        fields.u64("ack.lost_count", ""),
        recent.u64("ack.recent_sequence"),
        recent.u8("ack.recent_result"),
        fields.i64("ack.epoch_ns", "ns"));
  }
}
