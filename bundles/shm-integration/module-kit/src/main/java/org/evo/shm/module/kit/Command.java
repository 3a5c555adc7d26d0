// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.layout.RecordView;

/** A command in the ring; good only inside {@link CommandHandler#handle}. Hot but for the text. */
public final class Command {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;

  private RecordView record;
  private int place;

  Command() {}

  void at(RecordView newRecord, int newPlace) {
    record = newRecord;
    place = newPlace;
  }

  /** Its number in its epoch. */
  public long sequence() {
    return RING.sequence().get(record, place);
  }

  /** What to do. */
  public CommandCode code() {
    return CommandCode.ofCode(RING.code().get(record, place));
  }

  /** The axis it is about: check it, anything is possible. */
  public int axis() {
    return (int) RING.axis().get(record, place);
  }

  /** When it was issued, of {@link System#nanoTime()}. */
  public long timeNs() {
    return RING.timeNs().get(record, place);
  }

  /**
   * An argument, NaN where there is none: check it, anything is possible.
   *
   * @param index 0 to {@link CommandRingFields#ARGS} - 1
   */
  public double arg(int index) {
    return RING.args().get(record, place * CommandRingFields.ARGS + index);
  }

  /** The text argument, empty where there is none. Allocates. */
  public String text() {
    return RING.texts().get(place).get(record);
  }
}
