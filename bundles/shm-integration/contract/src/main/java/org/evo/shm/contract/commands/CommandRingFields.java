// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import java.util.List;
import java.util.stream.IntStream;
import org.evo.shm.contract.FieldArrays;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.TextField;

/**
 * The last {@value #RING} commands. Command {@code s} is at place {@code s mod RING}, if the
 * sequence there is {@code s}; a consumer that finds another one there has lost it.
 *
 * <p>Sequences begin with 1 in each epoch and grow by one. An epoch begins when the module starts;
 * commands of an epoch that began before a consumer did and that were issued before it came are not
 * for it.
 *
 * @param epochNs when the module began to take commands, of {@link System#nanoTime()}; 0 for never
 * @param newestSequence the newest command, 0 for none in this epoch
 * @param sequence number of each, 0 for none
 * @param target {@link CommandTarget} of each
 * @param code {@link CommandCode} of each
 * @param axis the axis that each is about
 * @param timeNs when each was issued, of {@link System#nanoTime()}
 * @param args arguments: number {@code i} of the command at place {@code p} is at {@code p * ARGS +
 *     i}; NaN where there is none
 * @param texts the text argument of each, empty for none
 */
public record CommandRingFields(
    IntegerField epochNs,
    IntegerField newestSequence,
    IntegerField sequence,
    IntegerField target,
    IntegerField code,
    IntegerField axis,
    IntegerField timeNs,
    FloatField args,
    List<TextField> texts) {

  /** Commands that are kept. */
  public static final int RING = 16;

  /** Arguments that are numbers, of each command. */
  public static final int ARGS = 4;

  /** Room of the text argument, in bytes of UTF-8. */
  public static final int TEXT_BYTES = 64;

  static CommandRingFields append(RecordLayout.Builder fields) {
    FieldArrays ring = new FieldArrays(fields, RING);
    return new CommandRingFields(
        fields.i64("command.epoch_ns", "ns"),
        fields.u64("command.newest_sequence", ""),
        ring.u64("command.sequence"),
        ring.u8("command.target"),
        ring.u16("command.code"),
        ring.u8("command.axis"),
        ring.i64("command.time_ns", "ns"),
        fields.f64s("command.args", RING * ARGS, ""),
        IntStream.range(0, RING)
            .mapToObj(i -> fields.text("command.text_" + i, TEXT_BYTES))
            .toList());
  }

  /** The place of command {@code sequence}. Timing: hot. */
  public static int place(long sequence) {
    return (int) Long.remainderUnsigned(sequence, RING);
  }
}
