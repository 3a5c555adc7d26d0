// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.SegmentSpec;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisFields;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeWriter;

/** A Control Unit whose axes move at 1 mm a cycle and do as the test says. */
public final class ScriptedControl {

  private static final AxisFields AXIS = ControlState.AXIS;

  private final FakeManager manager;
  private FakeWriter writer;
  private final long[] sequence = new long[Axes.COUNT];
  private final CommandResult[] result = new CommandResult[Axes.COUNT];
  private final double[] position = new double[Axes.COUNT];
  private final double[] target = new double[Axes.COUNT];
  private final boolean[] stuck = new boolean[Axes.COUNT];
  private boolean emergencyStop;
  private CommandResult refusal = CommandResult.ACCEPTED;
  private AxisFault fault = AxisFault.NONE;
  private boolean knowsRequests = true;
  private long cycles;
  private long resetSequence;

  public ScriptedControl(FakeManager manager) {
    this.manager = manager;
    start();
  }

  /** As after a restart: what is asked for first is taken for done. */
  public void start() {
    writer =
        (FakeWriter)
            manager.createWriter(
                SegmentSpec.named(ControlState.SEGMENT).record(ControlState.LAYOUT).build());
    cycles = 0;
    knowsRequests = false;
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      sequence[axis] = 0;
      result[axis] = CommandResult.NONE;
      target[axis] = position[axis];
    }
  }

  public void die() {
    writer.close();
  }

  public boolean isAlive() {
    return writer.isOpen();
  }

  /** An axis that accepts what it is to do and does not do it. */
  public void stick(int axis, boolean stays) {
    stuck[axis] = stays;
  }

  /** The next requests are answered so, instead of being done. */
  public void refuse(CommandResult answer, AxisFault why) {
    refusal = answer;
    fault = why;
  }

  public void obey() {
    refuse(CommandResult.ACCEPTED, AxisFault.NONE);
  }

  public void emergencyStop(boolean active) {
    emergencyStop = active;
  }

  public void reset(long newResetSequence) {
    resetSequence = newResetSequence;
  }

  public double position(int axis) {
    return position[axis];
  }

  /** Works as a loop does, on what the executor published last. */
  public void cycle(RecordView asked, long nowNs) {
    cycles++;
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      notice(axis, asked);
      move(axis);
    }
    knowsRequests = true;
    publish(nowNs);
  }

  private void notice(int axis, RecordView asked) {
    long newest = PhysOutputIo.REQUEST.sequence().get(asked, axis);
    if (newest == sequence[axis]) {
      return;
    }
    sequence[axis] = newest;
    RequestKind kind = RequestKind.ofCode(PhysOutputIo.REQUEST.kind().get(asked, axis));
    if (!knowsRequests) {
      result[axis] = CommandResult.DONE;
      return;
    }
    target[axis] =
        kind == RequestKind.MOVE
            ? PhysOutputIo.REQUEST.targetMm().get(asked, axis)
            : position[axis];
    result[axis] = kind == RequestKind.STOP ? CommandResult.DONE : refusal;
  }

  private void move(int axis) {
    if (result[axis] != CommandResult.ACCEPTED || stuck[axis]) {
      return;
    }
    double left = target[axis] - position[axis];
    position[axis] += Math.max(-1, Math.min(1, left));
    if (position[axis] == target[axis]) {
      result[axis] = CommandResult.DONE;
    }
  }

  private void publish(long nowNs) {
    MutableRecord record = writer.begin();
    ControlState.HEADER.publishTimeNs().set(record, nowNs);
    ControlState.HEADER.cycleCount().set(record, cycles);
    ControlState.INPUT.sensorTimeNs().set(record, nowNs - 10);
    ControlState.SAFETY.emergencyStop().set(record, emergencyStop);
    ControlState.SAFETY.resetSequence().set(record, resetSequence);
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      AXIS.positionMm().set(record, axis, position[axis]);
      AXIS.velocityMmPerS().set(record, axis, 0.5);
      AXIS.followingErrorMm().set(record, axis, 0.25);
      AXIS.outputV().set(record, axis, axis + 1.5);
      AXIS.enable().set(record, axis, true);
      AXIS.fault().set(record, axis, fault.code());
      AXIS.homed().set(record, axis, true);
      AXIS.inPosition().set(record, axis, position[axis] == target[axis]);
      AXIS.requestSequence().set(record, axis, sequence[axis]);
      AXIS.requestResult().set(record, axis, result[axis].code());
    }
    writer.commit();
  }
}
