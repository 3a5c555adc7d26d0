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
  private boolean permitted;
  private boolean sensed;
  private long nowNs;

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
   * @param mayBegin whether an axis may begin to move now
   * @param hasSensors whether an axis may be enabled by what its sensors say
   */
  void look(RecordView requests, boolean mayBegin, boolean hasSensors, long newNowNs) {
    permitted = mayBegin;
    sensed = hasSensors;
    nowNs = newNowNs;
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      long sequence = REQUEST.sequence().get(requests, i);
      if (!known) {
        axis.answer(sequence, sequence == 0 ? CommandResult.NONE : CommandResult.FAILED);
      } else if (sequence != axis.requestSequence()) {
        axis.answer(sequence, take(axis, i, requests));
      }
    }
    known = true;
  }

  private CommandResult take(Axis axis, int index, RecordView requests) {
    boolean requested = axis.isRequested();
    RequestKind kind = RequestKind.ofCode(REQUEST.kind().get(requests, index));
    CommandResult result =
        switch (kind) {
          case STOP -> stop(axis);
          case NONE -> none(REQUEST.sequence().get(requests, index));
          case MOVE, HOME, ENABLE ->
              permitted && isFree(axis)
                  ? begin(axis, index, kind, requests)
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

  private CommandResult begin(Axis axis, int index, RequestKind kind, RecordView requests) {
    if (kind == RequestKind.HOME) {
      return axis.home(nowNs).result();
    }
    if (kind == RequestKind.ENABLE) {
      return enable(axis);
    }
    Motion motion =
        new Motion(
            REQUEST.targetMm().get(requests, index),
            REQUEST.velocityLimitMmPerS().get(requests, index),
            REQUEST.accelerationLimitMmPerS2().get(requests, index));
    return axis.move(motion, nowNs).result();
  }

  /** It is done when the drive is on and the axis stands, so what moved it before ends. */
  private CommandResult enable(Axis axis) {
    CommandResult result = axis.enable(sensed, nowNs).result();
    if (result == CommandResult.ACCEPTED) {
      axis.stop();
    }
    return result;
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
