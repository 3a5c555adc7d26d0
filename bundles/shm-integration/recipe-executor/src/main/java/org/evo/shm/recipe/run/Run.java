// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.physoutput.StepState;
import org.evo.shm.recipe.model.Block;
import org.evo.shm.recipe.model.Expression;
import org.evo.shm.recipe.model.Recipe;
import org.evo.shm.recipe.model.Signal;
import org.evo.shm.recipe.model.SignalKind;
import org.evo.shm.recipe.model.Step;
import org.evo.shm.recipe.model.Target;
import org.evo.shm.recipe.model.Variable;

/**
 * One run of a recipe: does a step a cycle, or a part of it. Time is what is given to {@link
 * #cycle}, so that pauses do not count. Owned by the loop. Hot, but for the start and a failure.
 */
final class Run implements Step.Actions<StepState> {

  private final Signals signals;
  private final Outputs outputs;
  private final Moves moves;
  private final Frames frames;
  private boolean begun;
  private boolean first;
  private long elapsedNs;
  private long leftNs;
  private String failure = "";

  Run(Recipe recipe, Signals signals, Outputs outputs, Moves moves) {
    this.signals = signals;
    this.outputs = outputs;
    this.moves = moves;
    this.frames = new Frames(recipe);
    signals.begin(recipe);
  }

  Frames frames() {
    return frames;
  }

  /** Whether the step has yet to begin. */
  boolean isBetweenSteps() {
    return !begun;
  }

  /** Whether the step waits for the move of an axis. */
  boolean isAwaiting(int axis) {
    return begun
        && frames.step() instanceof Step.OfAxis step
        && step.awaited()
        && step.axis() == axis;
  }

  /** Why the last step failed, for people. */
  String failure() {
    return failure;
  }

  /**
   * Does the step, or goes on with it.
   *
   * @param cycleNs time since the cycle before
   * @return ACTIVE or WAITING for a step that is under way, DONE for one that the next cycle
   *     follows with another, FAILED for one that has to be begun again or left out
   */
  StepState cycle(long cycleNs) {
    first = !begun;
    begun = true;
    elapsedNs = cycleNs;
    StepState outcome = frames.step().accept(this);
    if (outcome == StepState.DONE) {
      advance();
    }
    return outcome;
  }

  /** Leaves the step out, whether it was begun or not. */
  void skip() {
    restart();
    advance();
  }

  /** Has the step begin anew with the next cycle. */
  void restart() {
    if (begun && frames.step() instanceof Step.OfAxis step && step.awaited()) {
      moves.drop(step.axis());
    }
    begun = false;
  }

  @Override
  public StepState move(Step.Move step) {
    if (!first) {
      return underWay(step);
    }
    if (!signals.hasControl()) {
      return fail(signals.controlProblem());
    }
    double targetMm = signals.calculate(step.positionMm());
    if (signals.isFlawed() || !Double.isFinite(targetMm)) {
      return fail(noNumber(step.positionMm(), targetMm));
    }
    moves.begin(step.axis(), targetMm, step.limits());
    return asked(step);
  }

  @Override
  public StepState prepare(Step.Prepare step) {
    if (!first) {
      return underWay(step);
    }
    if (!signals.hasControl()) {
      return fail(signals.controlProblem());
    }
    moves.prepare(step.axis(), step.what(), step.timeoutNs());
    return asked(step);
  }

  private StepState underWay(Step.OfAxis step) {
    return moves.isPending(step.axis()) ? StepState.ACTIVE : StepState.DONE;
  }

  private static StepState asked(Step.OfAxis step) {
    return step.awaited() ? StepState.ACTIVE : StepState.DONE;
  }

  @Override
  public StepState pass(Step.Pass step) {
    return timeIsUp(step.timeNs()) ? StepState.DONE : StepState.WAITING;
  }

  @Override
  public StepState await(Step.Await step) {
    boolean tooLate = timeIsUp(step.timeoutNs());
    boolean holds = signals.decide(step.condition());
    if (holds && !signals.isFlawed()) {
      return StepState.DONE;
    }
    if (signals.isFlawed() && !signals.isMissing()) {
      return fail(signals.problem());
    }
    if (!tooLate) {
      return StepState.WAITING;
    }
    String why = signals.isMissing() ? ", " + signals.problem() : "";
    return fail("did not hold within " + step.timeoutNs() / 1_000_000 + " ms" + why);
  }

  @Override
  public StepState assign(Step.Assign step) {
    double value = signals.calculate(step.value());
    if (signals.isFlawed() || !Double.isFinite(value)) {
      return fail(noNumber(step.value(), value));
    }
    return set(step.target(), value);
  }

  @Override
  public StepState branch(Step.Branch step) {
    boolean holds = signals.decide(step.condition());
    if (signals.isFlawed()) {
      return fail(signals.problem());
    }
    if (!holds && step.whenFalse().isEmpty()) {
      return StepState.DONE;
    }
    return open(Frame.Kind.BRANCH, holds ? step.whenTrue() : step.whenFalse().get(), 1);
  }

  @Override
  public StepState repeat(Step.Repeat step) {
    double count = signals.calculate(step.count());
    if (signals.isFlawed() || !Double.isFinite(count)) {
      return fail(noNumber(step.count(), count));
    }
    return count < 1 ? StepState.DONE : open(Frame.Kind.REPEAT, step.body(), (long) count);
  }

  @Override
  public StepState loop(Step.Loop step) {
    boolean holds = signals.decide(step.condition());
    if (signals.isFlawed()) {
      return fail(signals.problem());
    }
    return holds ? open(Frame.Kind.LOOP, step.body(), 1) : StepState.DONE;
  }

  @Override
  public StepState call(Step.Call step) {
    return open(Frame.Kind.CALL, frames.routine(step.routine()), 1);
  }

  private StepState set(Target target, double value) {
    if (target instanceof Variable variable) {
      signals.setVariable(variable.slot(), value);
    } else if (target instanceof Signal signal) {
      return drive(signal, value);
    }
    return StepState.DONE;
  }

  private StepState drive(Signal signal, double value) {
    if (signal.kind() == SignalKind.DIGITAL_OUT) {
      outputs.setDigital(signal.index(), value != 0);
      return StepState.DONE;
    }
    if (!Outputs.isVoltage(value)) {
      return fail(signal + " cannot carry " + value + " V");
    }
    outputs.setAnalogV(signal.index(), value);
    return StepState.DONE;
  }

  private StepState open(Frame.Kind kind, Block block, long times) {
    frames.open(kind, block, times);
    begun = false;
    return StepState.ACTIVE;
  }

  private void advance() {
    frames.advance();
    begun = false;
  }

  private boolean timeIsUp(long limitNs) {
    leftNs = first ? limitNs : leftNs - elapsedNs;
    return leftNs <= 0;
  }

  private String noNumber(Expression expression, double value) {
    return signals.isFlawed() ? signals.problem() : expression + " is " + value;
  }

  private StepState fail(String why) {
    failure = why;
    return StepState.FAILED;
  }
}
