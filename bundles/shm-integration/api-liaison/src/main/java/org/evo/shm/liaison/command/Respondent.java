// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.Optional;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.AckFields;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;
import org.evo.shm.liaison.snapshot.SegmentTap;

/** A module that takes commands, and its answers as its segment has them. Owned by one thread. */
final class Respondent implements AutoCloseable {

  /**
   * What a module says to a command.
   *
   * @param result the result
   * @param reason the same for people, empty when there is nothing to say
   */
  record Reply(CommandResult result, String reason) {}

  private final String module;
  private final CommandTarget target;
  private final AckFields ack;
  private final SegmentTap tap;
  private final long epochNs;
  private boolean live;

  private Respondent(
      String module, CommandTarget target, AckFields ack, SegmentTap tap, long epochNs) {
    this.module = module;
    this.target = target;
    this.ack = ack;
    this.tap = tap;
    this.epochNs = epochNs;
  }

  /**
   * @param epochNs the epoch that answers have to be of
   */
  static Respondent control(ShmLifecycleManager manager, long epochNs) {
    return new Respondent(
        ControlState.MODULE,
        CommandTarget.CONTROL,
        ControlState.ACK,
        tap(manager, ControlState.LAYOUT, ControlState.HEADER),
        epochNs);
  }

  /**
   * @param epochNs the epoch that answers have to be of
   */
  static Respondent recipe(ShmLifecycleManager manager, long epochNs) {
    return new Respondent(
        PhysOutputIo.MODULE,
        CommandTarget.RECIPE,
        PhysOutputIo.ACK,
        tap(manager, PhysOutputIo.LAYOUT, PhysOutputIo.HEADER),
        epochNs);
  }

  private static SegmentTap tap(
      ShmLifecycleManager manager, RecordLayout layout, HeaderFields header) {
    return new SegmentTap(manager, layout, header);
  }

  /** Looks at its newest record. */
  void read(long nowNs, long maxAgeNs) {
    tap.read();
    live = tap.isLive(nowNs, maxAgeNs);
  }

  String module() {
    return module;
  }

  /** Whether commands for {@code whom} are for it. */
  boolean takes(CommandTarget whom) {
    return whom == target || whom == CommandTarget.EVERYBODY;
  }

  /** Whether it publishes. */
  boolean isLive() {
    return live;
  }

  /** Why it does not. */
  String absence(long nowNs) {
    return tap.isPresent()
        ? module + " has published nothing for " + tap.ageNs(nowNs) / 1_000_000 + " ms"
        : module + " does not run";
  }

  /** The newest command that it has looked at, 0 for none in this epoch. */
  long seen() {
    return isOfThisEpoch() ? ack.seenSequence().get(tap.view()) : 0;
  }

  /** What it says to a command; empty when it has not looked at it. */
  Optional<Reply> replyTo(long sequence) {
    if (sequence <= 0 || seen() < sequence) {
      return Optional.empty();
    }
    RecordView record = tap.view();
    int place = CommandRingFields.place(sequence);
    if (ack.recentSequence().get(record, place) != sequence) {
      return Optional.of(new Reply(CommandResult.OVERRUN, passedOver(sequence)));
    }
    boolean newest = ack.sequence().get(record) == sequence;
    return Optional.of(
        new Reply(
            CommandResult.ofCode(ack.recentResult().get(record, place)),
            newest ? ack.reason().get(record) : ""));
  }

  @Override
  public void close() {
    tap.close();
  }

  private String passedOver(long sequence) {
    return ack.overrunSequence().get(tap.view()) >= sequence
        ? "it was overwritten before it was seen"
        : "the module was started after it had been sent, or has had too many since";
  }

  private boolean isOfThisEpoch() {
    return tap.isPresent() && ack.epochNs().get(tap.view()) == epochNs;
  }
}
