// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import org.evo.shm.SegmentSpec;
import org.evo.shm.SegmentWriter;
import org.evo.shm.ShmLifecycleManager;
import org.evo.shm.contract.AckFields;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordLayout;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.Command;
import org.evo.shm.module.kit.CommandHandler;
import org.evo.shm.module.kit.CommandInbox;
import org.evo.shm.module.kit.CommandReply;

/** A module that takes commands as the real ones do and answers as it is told. */
final class FakeModule implements CommandHandler {

  private static final long MAX_AGE_NS = 500_000_000;

  private final SegmentWriter writer;
  private final HeaderFields header;
  private final AckFields ack;
  private final CommandInbox inbox;
  CommandReply reply = CommandReply.accepted();
  long lost;

  private FakeModule(
      ShmLifecycleManager manager,
      RecordLayout layout,
      HeaderFields header,
      AckFields ack,
      CommandTarget self,
      long startNs) {
    this.writer = manager.createWriter(SegmentSpec.named(layout.name()).record(layout).build());
    this.header = header;
    this.ack = ack;
    this.inbox = new CommandInbox(self, startNs, MAX_AGE_NS, this);
  }

  static FakeModule control(ShmLifecycleManager manager, long startNs) {
    return new FakeModule(
        manager,
        ControlState.LAYOUT,
        ControlState.HEADER,
        ControlState.ACK,
        CommandTarget.CONTROL,
        startNs);
  }

  static FakeModule recipe(ShmLifecycleManager manager, long startNs) {
    return new FakeModule(
        manager,
        PhysOutputIo.LAYOUT,
        PhysOutputIo.HEADER,
        PhysOutputIo.ACK,
        CommandTarget.RECIPE,
        startNs);
  }

  /** Looks at the commands and publishes. */
  void cycle(RecordView commands, long nowNs) {
    inbox.take(commands, nowNs);
    publish(nowNs);
  }

  /** Publishes without a look at the commands. */
  void publish(long nowNs) {
    MutableRecord record = writer.begin();
    header.publishTimeNs().set(record, nowNs);
    inbox.store(record, ack);
    writer.commit();
  }

  /** Gives its segment up. */
  void end() {
    writer.close();
  }

  @Override
  public CommandReply handle(Command command) {
    return reply;
  }

  @Override
  public void lost(long count) {
    lost += count;
  }
}
