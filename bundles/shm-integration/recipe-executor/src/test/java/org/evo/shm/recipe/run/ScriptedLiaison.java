// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeWriter;

/** A liaison that sends what the test says. */
public final class ScriptedLiaison {

  private static final CommandRingFields RING = CommandsConfig.COMMAND;

  private final FakeManager manager;
  private final byte[] bytes = new byte[CommandsConfig.LAYOUT.sizeBytes()];
  private MutableRecord record;
  private FakeWriter writer;
  private long newest;

  public ScriptedLiaison(FakeManager manager, long nowNs) {
    this.manager = manager;
    start(nowNs);
  }

  public void start(long nowNs) {
    writer =
        (FakeWriter)
            manager.createWriter(
                SegmentSpec.named(CommandsConfig.SEGMENT).record(CommandsConfig.LAYOUT).build());
    record = MutableRecord.of(new byte[CommandsConfig.LAYOUT.sizeBytes()]);
    newest = 0;
    RING.epochNs().set(record, nowNs);
  }

  public void die() {
    writer.close();
  }

  public boolean isAlive() {
    return writer.isOpen();
  }

  public void emergencyStop(boolean active) {
    CommandsConfig.EMERGENCY_STOP.active().set(record, active);
  }

  /** Puts a command into the ring. */
  public long issue(long nowNs, CommandCode code, String text, double... args) {
    newest++;
    int place = CommandRingFields.place(newest);
    RING.newestSequence().set(record, newest);
    RING.sequence().set(record, place, newest);
    RING.target().set(record, place, code.target().code());
    RING.code().set(record, place, code.code());
    RING.timeNs().set(record, place, nowNs);
    for (int i = 0; i < CommandRingFields.ARGS; i++) {
      RING.args()
          .set(record, place * CommandRingFields.ARGS + i, i < args.length ? args[i] : Double.NaN);
    }
    RING.texts().get(place).set(record, text);
    return newest;
  }

  /** Puts a command into the ring that is about an axis. */
  public long issue(long nowNs, CommandCode code, int axis) {
    long sequence = issue(nowNs, code, "");
    RING.axis().set(record, CommandRingFields.place(sequence), axis);
    return sequence;
  }

  public void publish(long nowNs) {
    CommandsConfig.HEADER.publishTimeNs().set(record, nowNs);
    record.view().getBytes(0, bytes, 0, bytes.length);
    writer.begin().putBytes(0, bytes, 0, bytes.length);
    writer.commit();
  }
}
