// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.List;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RequestFields;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.control.axis.Axis;
import org.evo.shm.control.axis.Motion;
import org.evo.shm.layout.RecordView;

/**
 * Takes what recipes request in {@code phys_output_io}. What was requested before this was there is
 * not done: nothing begins to move because a controller was restarted. Owned by one thread. Hot,
 * but for a new request.
 */
final class RequestDesk {

  private static final RequestFields REQUEST = PhysOutputIo.REQUEST;

  private final List<Axis> axes;
  private boolean known;

  RequestDesk(List<Axis> axes) {
    this.axes = axes;
  }

  /** What is requested until the next look is not done. */
  void forget() {
    known = false;
  }

  /**
   * Looks for new requests.
   *
   * @param requests a record that is not too old
   * @param permitted whether an axis may begin to move now
   */
  void look(RecordView requests, boolean permitted, long nowNs) {
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      long sequence = REQUEST.sequence().get(requests, i);
      if (!known) {
        axis.answer(sequence, sequence == 0 ? CommandResult.NONE : CommandResult.FAILED);
      } else if (sequence != axis.requestSequence()) {
        axis.answer(sequence, take(axis, i, requests, permitted, nowNs));
      }
    }
    known = true;
  }

  private static CommandResult take(
      Axis axis, int index, RecordView requests, boolean permitted, long nowNs) {
    boolean requested = axis.isRequested();
    RequestKind kind = RequestKind.ofCode(REQUEST.kind().get(requests, index));
    CommandResult result =
        switch (kind) {
          case STOP -> stop(axis);
          case NONE -> none(REQUEST.sequence().get(requests, index));
          case MOVE, HOME ->
              permitted && isFree(axis)
                  ? begin(axis, index, kind, requests, nowNs)
                  : CommandResult.NOT_POSSIBLE;
        };
    if (requested && result != CommandResult.ACCEPTED) {
      // The request before this one is no longer answered for, so nobody would wait for its end.
      axis.stop();
    }
    return result;
  }

  /** Whoever moves it by command has it for himself. */
  private static boolean isFree(Axis axis) {
    return axis.isRequested() || !axis.isMoving();
  }

  private static CommandResult begin(
      Axis axis, int index, RequestKind kind, RecordView requests, long nowNs) {
    if (kind == RequestKind.HOME) {
      return axis.home(nowNs).result();
    }
    Motion motion =
        new Motion(
            REQUEST.targetMm().get(requests, index),
            REQUEST.velocityLimitMmPerS().get(requests, index),
            REQUEST.accelerationLimitMmPerS2().get(requests, index));
    return axis.move(motion, nowNs).result();
  }

  private static CommandResult stop(Axis axis) {
    axis.stop();
    return switch (axis.mode()) {
      case STOPPING -> CommandResult.ACCEPTED;
      case HOLDING -> CommandResult.DONE;
      default -> CommandResult.NOT_POSSIBLE;
    };
  }

  private static CommandResult none(long sequence) {
    return sequence == 0 ? CommandResult.NONE : CommandResult.UNKNOWN;
  }
}
