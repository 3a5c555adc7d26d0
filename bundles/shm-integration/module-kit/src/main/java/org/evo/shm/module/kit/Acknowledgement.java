// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import org.evo.shm.contract.AckFields;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.EncodedText;
import org.evo.shm.layout.MutableRecord;

/** The answers of a module, as its segment carries them. Owned by one thread. */
final class Acknowledgement {

  private static final EncodedText NO_REASON = new EncodedText("", AckFields.REASON_BYTES);

  private final long[] sequences = new long[AckFields.RECENT];
  private final CommandResult[] results = new CommandResult[AckFields.RECENT];
  private long epochNs;
  private long seen;
  private long newest;
  private CommandResult newestResult = CommandResult.NONE;
  private EncodedText reason = NO_REASON;
  private long newestLost;
  private long lostCount;

  Acknowledgement() {
    forget();
  }

  /** Sequences begin anew: what is kept of the epoch before would answer commands of this one. */
  void epoch(long newEpochNs) {
    epochNs = newEpochNs;
    seen = 0;
    newest = 0;
    newestLost = 0;
    newestResult = CommandResult.NONE;
    reason = NO_REASON;
    forget();
  }

  void seen(long sequence) {
    seen = sequence;
  }

  void answer(long sequence, CommandReply reply) {
    newest = sequence;
    newestResult = reply.result();
    reason = new EncodedText(reply.reason(), AckFields.REASON_BYTES);
    int place = (int) (sequence % AckFields.RECENT);
    sequences[place] = sequence;
    results[place] = reply.result();
  }

  void lost(long newestOfThem, long count) {
    newestLost = newestOfThem;
    lostCount += count;
  }

  long lostCount() {
    return lostCount;
  }

  void store(MutableRecord record, AckFields fields) {
    fields.epochNs().set(record, epochNs);
    fields.seenSequence().set(record, seen);
    fields.sequence().set(record, newest);
    fields.result().set(record, newestResult.code());
    reason.store(record, fields.reason());
    fields.overrunSequence().set(record, newestLost);
    fields.lostCount().set(record, lostCount);
    for (int i = 0; i < AckFields.RECENT; i++) {
      fields.recentSequence().set(record, i, sequences[i]);
      fields.recentResult().set(record, i, results[i].code());
    }
  }

  private void forget() {
    for (int i = 0; i < AckFields.RECENT; i++) {
      sequences[i] = 0;
      results[i] = CommandResult.NONE;
    }
  }
}
