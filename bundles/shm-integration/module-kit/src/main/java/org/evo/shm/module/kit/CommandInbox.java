// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.contract.AckFields;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/**
 * Consumes the commands of {@code commands_config} in order, each once, and keeps the answers. A
 * module that starts does not do what was commanded before it was there. Owned by the loop. Hot: it
 * allocates only when a command comes.
 */
public final class CommandInbox {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;
  private static final CommandReply EXPIRED =
      new CommandReply(CommandResult.EXPIRED, "it came too late");

  private final CommandTarget self;
  private final long startNs;
  private final long maxAgeNs;
  private final CommandHandler handler;
  private final Acknowledgement answers = new Acknowledgement();
  private final Command command = new Command();
  private long epochNs;
  private long seen;

  /**
   * @param self commands for whom are to be handled, besides those for everybody
   * @param startNs when the module started: what was issued before is not done
   * @param maxAgeNs commands that are older have expired, but for those that stop something
   */
  public CommandInbox(CommandTarget self, long startNs, long maxAgeNs, CommandHandler handler) {
    this.self = self;
    this.startNs = startNs;
    this.maxAgeNs = maxAgeNs;
    this.handler = handler;
  }

  /**
   * Handles what is new.
   *
   * @param commands a whole record of {@code commands_config}
   */
  public void take(RecordView commands, long nowNs) {
    long epoch = RING.epochNs().get(commands);
    if (epoch == 0) {
      return;
    }
    long newest = RING.newestSequence().get(commands);
    if (epoch != epochNs) {
      begin(commands, epoch, newest);
    }
    skipLost(newest);
    while (seen < newest) {
      seen++;
      handle(commands, nowNs);
    }
    answers.seen(seen);
  }

  /** Stores the answers. */
  public void store(MutableRecord record, AckFields fields) {
    answers.store(record, fields);
  }

  /** Commands lost since the module started. */
  public long lostCount() {
    return answers.lostCount();
  }

  private void begin(RecordView commands, long epoch, long newest) {
    boolean beganWithoutUs = epoch - startNs < 0 && epochNs == 0;
    epochNs = epoch;
    seen = beganWithoutUs ? newestBeforeUs(commands, newest) : 0;
    answers.epoch(epoch);
  }

  private long newestBeforeUs(RecordView commands, long newest) {
    long sequence = newest;
    while (sequence > 0
        && newest - sequence < CommandRingFields.RING
        && isOurs(commands, sequence)) {
      sequence--;
    }
    return sequence;
  }

  /** Whether a command was issued since the module started. */
  private boolean isOurs(RecordView commands, long sequence) {
    int place = CommandRingFields.place(sequence);
    return RING.sequence().get(commands, place) == sequence
        && RING.timeNs().get(commands, place) - startNs >= 0;
  }

  private void skipLost(long newest) {
    long lost = newest - seen - CommandRingFields.RING;
    if (lost > 0) {
      seen += lost;
      lose(lost);
    }
  }

  private void lose(long count) {
    answers.lost(seen, count);
    handler.lost(count);
  }

  private void handle(RecordView commands, long nowNs) {
    int place = CommandRingFields.place(seen);
    if (RING.sequence().get(commands, place) != seen) {
      lose(1);
      return;
    }
    if (isForUs(CommandTarget.ofCode(RING.target().get(commands, place)))) {
      command.at(commands, place);
      boolean expired = nowNs - command.timeNs() > maxAgeNs && !command.code().stops();
      answers.answer(seen, expired ? EXPIRED : handler.handle(command));
    }
  }

  private boolean isForUs(CommandTarget target) {
    return target == self || target == CommandTarget.EVERYBODY;
  }
}
