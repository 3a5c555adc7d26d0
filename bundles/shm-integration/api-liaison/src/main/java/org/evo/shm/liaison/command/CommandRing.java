// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.concurrent.TimeUnit;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.commands.EmergencyStopFields;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/**
 * What {@code commands_config} says: the last commands, the emergency stop and the configuration.
 * It outlives the tasks that publish it, one after the other; owned by them. Hot but where it says
 * so.
 */
public final class CommandRing {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;
  private static final EmergencyStopFields STOP = CommandsConfig.EMERGENCY_STOP;
  private static final int PLACES = CommandRingFields.RING;
  private static final EncodedText NO_TEXT = new EncodedText("", CommandRingFields.TEXT_BYTES);
  private static final EncodedText NO_REASON =
      new EncodedText("", EmergencyStopFields.REASON_BYTES);

  private final long epochNs;
  private final Outbox outbox;
  private final Issue[] issues = new Issue[PLACES];
  private final long[] sequences = new long[PLACES];
  private final long[] timesNs = new long[PLACES];
  private long newest;
  private boolean stopActive;
  private long stopSequence;
  private EncodedText stopReason = NO_REASON;
  private ConfigBlock config = ConfigBlock.NONE;
  private long revision;

  CommandRing(long epochNs, Outbox outbox) {
    this.epochNs = epochNs;
    this.outbox = outbox;
  }

  /**
   * Takes over what the module before has left: an emergency stop stays set, and the revision goes
   * on. Once, before the first record. Cold.
   *
   * @param last its last record
   */
  public void inherit(RecordView last) {
    if (RING.epochNs().get(last) == epochNs) {
      return;
    }
    if (STOP.active().get(last)) {
      stopActive = true;
      stopReason = EncodedText.of(STOP.reason().get(last), STOP.reason());
    }
    revision = CommandsConfig.CONFIG.revision().get(last);
    config = ConfigBlock.of(last);
  }

  /** Takes what was sent into the ring. */
  public void take(long nowNs) {
    takeConfiguration();
    for (Issue issue = outbox.nextCommand(); issue != null; issue = outbox.nextCommand()) {
      put(issue, nowNs);
    }
    // Last, so that a reset that was sent before does not undo it.
    Issue stop = outbox.takeEmergencyStop();
    if (stop != null) {
      put(stop, nowNs);
    }
  }

  /** Whether the emergency stop is set. */
  public boolean isStopped() {
    return stopActive;
  }

  /** Stores everything but the header. */
  public void store(MutableRecord record) {
    STOP.active().set(record, stopActive);
    STOP.sequence().set(record, stopSequence);
    stopReason.store(record, STOP.reason());
    RING.epochNs().set(record, epochNs);
    RING.newestSequence().set(record, newest);
    for (int place = 0; place < PLACES; place++) {
      store(record, place);
    }
    CommandsConfig.CONFIG.revision().set(record, revision);
    config.store(record);
  }

  private void takeConfiguration() {
    ConfigBlock now = outbox.config();
    if (now != config && !now.equals(config)) {
      // Also after a restart that found nothing to go on from, for the epoch grows as well.
      revision = Math.max(revision + 1, TimeUnit.NANOSECONDS.toMillis(epochNs));
    }
    config = now;
  }

  private void put(Issue issue, long nowNs) {
    if (!issue.take(newest + 1)) {
      return;
    }
    newest++;
    int place = CommandRingFields.place(newest);
    issues[place] = issue;
    sequences[place] = newest;
    timesNs[place] = nowNs;
    if (issue.code() == CommandCode.EMERGENCY_STOP) {
      stopActive = true;
      stopSequence = newest;
      stopReason = issue.text();
    } else if (issue.code() == CommandCode.RESET) {
      stopActive = false;
      stopReason = NO_REASON;
    }
  }

  private void store(MutableRecord record, int place) {
    Issue issue = issues[place];
    RING.sequence().set(record, place, sequences[place]);
    RING.timeNs().set(record, place, timesNs[place]);
    RING.target().set(record, place, issue == null ? 0 : issue.code().target().code());
    RING.code().set(record, place, issue == null ? 0 : issue.code().code());
    RING.axis().set(record, place, issue == null ? 0 : issue.axis());
    for (int arg = 0; arg < CommandRingFields.ARGS; arg++) {
      double value = issue == null ? Double.NaN : issue.arg(arg);
      RING.args().set(record, place * CommandRingFields.ARGS + arg, value);
    }
    (issue == null ? NO_TEXT : issue.text()).store(record, RING.texts().get(place));
  }
}
