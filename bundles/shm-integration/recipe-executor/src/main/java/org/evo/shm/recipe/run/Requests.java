// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.Axes;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RequestFields;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.recipe.model.MoveLimits;

/** What is asked of each axis now, and what was answered. Owned by the loop. Hot. */
final class Requests {

  private static final RequestFields FIELDS = PhysOutputIo.REQUEST;

  private final long[] sequence = new long[Axes.COUNT];
  private final RequestKind[] kind = new RequestKind[Axes.COUNT];
  private final double[] targetMm = new double[Axes.COUNT];
  private final double[] velocityMmPerS = new double[Axes.COUNT];
  private final double[] accelerationMmPerS2 = new double[Axes.COUNT];
  private long newest;

  /**
   * @param startNs when the module started: sequences count from there, in ns, so that they are
   *     unique across restarts as long as there is less than a request a nanosecond
   */
  Requests(long startNs) {
    newest = startNs;
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      kind[axis] = RequestKind.NONE;
      aim(axis, Double.NaN, Double.NaN, Double.NaN);
    }
  }

  void move(int axis, double target, MoveLimits limits) {
    number(axis, RequestKind.MOVE);
    aim(axis, target, limits.velocityMmS(), limits.accelerationMmS2());
  }

  /** Asks for something that needs no target. */
  void ask(int axis, RequestKind what) {
    number(axis, what);
    aim(axis, Double.NaN, Double.NaN, Double.NaN);
  }

  RequestKind kind(int axis) {
    return kind[axis];
  }

  /** Whether the Control Unit has looked at the newest request, or there is none. */
  boolean isSeen(int axis, RecordView control) {
    return sequence[axis] == 0
        || ControlState.AXIS.requestSequence().get(control, axis) == sequence[axis];
  }

  /** The answer to the newest request, NONE before it was seen. */
  CommandResult answer(int axis, RecordView control) {
    return isSeen(axis, control)
        ? CommandResult.ofCode(ControlState.AXIS.requestResult().get(control, axis))
        : CommandResult.NONE;
  }

  void store(MutableRecord record) {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      FIELDS.sequence().set(record, axis, sequence[axis]);
      FIELDS.kind().set(record, axis, kind[axis].code());
      FIELDS.targetMm().set(record, axis, targetMm[axis]);
      FIELDS.velocityLimitMmPerS().set(record, axis, velocityMmPerS[axis]);
      FIELDS.accelerationLimitMmPerS2().set(record, axis, accelerationMmPerS2[axis]);
    }
  }

  private void number(int axis, RequestKind what) {
    newest++;
    if (newest == 0) {
      // 0 says that there is none.
      newest++;
    }
    sequence[axis] = newest;
    kind[axis] = what;
  }

  private void aim(int axis, double target, double velocity, double acceleration) {
    targetMm[axis] = target;
    velocityMmPerS[axis] = velocity;
    accelerationMmPerS2[axis] = acceleration;
  }
}
