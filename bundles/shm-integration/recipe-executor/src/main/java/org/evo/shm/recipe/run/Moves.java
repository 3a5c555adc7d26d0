// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.Axes;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physoutput.RequestKind;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.recipe.model.MoveLimits;
import org.evo.shm.recipe.model.Preparation;

/**
 * What the axes are to do, mostly moves: each is asked for, watched until the Control Unit says
 * that it is done, and can be halted and taken up again. Owned by the loop. Hot, but for a failure.
 */
final class Moves {

  private static final MoveLimits NO_LIMITS = new MoveLimits(Double.NaN, Double.NaN, 0);

  private final Requests requests;
  private final Move[] moves = new Move[Axes.COUNT];
  private int failedAxis = -1;
  private String failure = "";

  /** What became of the last move of one axis. */
  private static final class Move {
    private RequestKind kind = RequestKind.NONE;
    private double targetMm;
    private MoveLimits limits = NO_LIMITS;
    private boolean pending;
    private boolean halted;
    private long leftNs;
  }

  Moves(Requests requests) {
    this.requests = requests;
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      moves[axis] = new Move();
    }
  }

  /** Asks for a move; one of the same axis that is under way ends with it. */
  void begin(int axis, double targetMm, MoveLimits limits) {
    begin(axis, RequestKind.MOVE, targetMm, limits);
  }

  /** Has an axis enabled or homed; what of it is under way ends with that. */
  void prepare(int axis, Preparation what, long timeoutNs) {
    RequestKind kind =
        switch (what) {
          case ENABLE -> RequestKind.ENABLE;
          case HOME -> RequestKind.HOME;
        };
    begin(axis, kind, Double.NaN, new MoveLimits(Double.NaN, Double.NaN, timeoutNs));
  }

  private void begin(int axis, RequestKind kind, double targetMm, MoveLimits limits) {
    Move move = moves[axis];
    move.kind = kind;
    move.targetMm = targetMm;
    move.limits = limits;
    move.leftNs = limits.timeoutNs();
    move.pending = true;
    ask(axis);
  }

  /** Looks at the answers. */
  void cycle(RecordView control, long elapsedNs) {
    failedAxis = -1;
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      if (moves[axis].pending && !moves[axis].halted) {
        watch(axis, control, elapsedNs);
      }
    }
  }

  /** The axis whose move has just failed, -1 for none. */
  int failedAxis() {
    return failedAxis;
  }

  /** Why it failed, for people. */
  String failure() {
    return failure;
  }

  /** Whether the move of an axis is still to be done. */
  boolean isPending(int axis) {
    return moves[axis].pending;
  }

  boolean anyPending() {
    for (Move move : moves) {
      if (move.pending) {
        return true;
      }
    }
    return false;
  }

  /** Brings everything to rest that is under way, to be taken up again or given up. */
  void halt() {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      if (moves[axis].pending && !moves[axis].halted) {
        moves[axis].halted = true;
        requests.ask(axis, RequestKind.STOP);
      }
    }
  }

  /** Takes up again what was halted. */
  void resume() {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      if (moves[axis].pending && moves[axis].halted) {
        ask(axis);
      }
    }
  }

  /** Begins the move of an axis again that has failed, its time included. */
  void again(int axis) {
    Move move = moves[axis];
    begin(axis, move.kind, move.targetMm, move.limits);
  }

  /** Gives the move of one axis up. */
  void drop(int axis) {
    if (moves[axis].pending && !moves[axis].halted) {
      requests.ask(axis, RequestKind.STOP);
    }
    moves[axis].pending = false;
  }

  /** Gives everything up. */
  void dropAll() {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      drop(axis);
    }
  }

  /** Whether an axis has still to answer that it was brought to rest. */
  boolean isStopping(RecordView control) {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      if (requests.kind(axis) == RequestKind.STOP && isOpen(requests.answer(axis, control))) {
        return true;
      }
    }
    return false;
  }

  /** Whether an axis stands where it was last sent; one that has yet to hear of it does not. */
  boolean isInPosition(int axis, RecordView control) {
    return requests.isSeen(axis, control) && ControlState.AXIS.inPosition().get(control, axis);
  }

  void store(MutableRecord record) {
    requests.store(record);
  }

  private void ask(int axis) {
    Move move = moves[axis];
    move.halted = false;
    if (move.kind == RequestKind.MOVE) {
      requests.move(axis, move.targetMm, move.limits);
    } else {
      requests.ask(axis, move.kind);
    }
  }

  private void watch(int axis, RecordView control, long elapsedNs) {
    Move move = moves[axis];
    CommandResult answer = requests.answer(axis, control);
    move.leftNs -= elapsedNs;
    if (answer == CommandResult.DONE) {
      move.pending = false;
    } else if (!isOpen(answer)) {
      move.pending = false;
      fail(axis, what(move) + " is " + answer + reason(axis, move, control));
    } else if (move.leftNs <= 0) {
      drop(axis);
      fail(axis, what(move) + " is not done within " + move.limits.timeoutNs() / 1_000_000 + " ms");
    }
  }

  private void fail(int axis, String why) {
    if (failedAxis < 0) {
      failedAxis = axis;
      failure = "axis " + axis + ": " + why;
    }
  }

  private static String what(Move move) {
    return switch (move.kind) {
      case ENABLE -> "enabling";
      case HOME -> "homing";
      default -> "the move";
    };
  }

  /** What there is about the axis that a request comes to nothing. */
  private static String reason(int axis, Move move, RecordView control) {
    AxisFault fault = AxisFault.ofCode(ControlState.AXIS.fault().get(control, axis));
    AxisMode mode = AxisMode.ofCode(ControlState.AXIS.mode().get(control, axis));
    if (fault != AxisFault.NONE) {
      return ", fault " + fault;
    }
    if (mode != AxisMode.HOLDING) {
      return ", the axis is " + mode;
    }
    boolean lost = move.kind == RequestKind.MOVE && !ControlState.AXIS.homed().get(control, axis);
    return lost ? ", the axis is not homed" : "";
  }

  private static boolean isOpen(CommandResult answer) {
    return answer == CommandResult.NONE || answer == CommandResult.ACCEPTED;
  }
}
