// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.EncodedText;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeFields;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.StepState;
import org.evo.shm.layout.MutableRecord;

/** What is told about the recipe that runs, or ran last. Owned by the loop. Hot, but for texts. */
final class RecipeReport {

  private static final RecipeFields FIELDS = PhysOutputIo.RECIPE;
  private static final double NS_PER_S = 1e9;
  private static final EncodedText NOTHING = new EncodedText("", RecipeFields.ERROR_BYTES);

  private final StepPath path = new StepPath();
  private final StepKind kinds = new StepKind();
  private EncodedText name = new EncodedText("", RecipeFields.NAME_BYTES);
  private EncodedText kind = StepKind.NONE;
  private EncodedText error = NOTHING;
  private StepState step = StepState.NONE;
  private long runs;
  private long steps;
  private long stepIndex;
  private int loopDepth;
  private int callDepth;
  private double progressPercent;
  private long elapsedNs;
  private long stepElapsedNs;

  /** A recipe has been started. Allocates. */
  void started(String recipe) {
    name = new EncodedText(recipe, RecipeFields.NAME_BYTES);
    error = NOTHING;
    step = StepState.NONE;
    runs++;
    steps = 0;
    elapsedNs = 0;
    stepElapsedNs = 0;
  }

  /** Something went wrong. Allocates. */
  void error(String why) {
    error = new EncodedText(why, RecipeFields.ERROR_BYTES);
  }

  void noError() {
    error = NOTHING;
  }

  /** What was told last, empty when all is well. */
  String error() {
    return error.toString();
  }

  /** Time that passes while a recipe is not at rest. */
  void passed(long cycleNs) {
    elapsedNs += cycleNs;
    stepElapsedNs += cycleNs;
  }

  /** A step is about to begin. */
  void stepBegins() {
    stepElapsedNs = 0;
  }

  /** What the step does now. */
  void step(StepState state) {
    step = state;
    steps += state == StepState.DONE ? 1 : 0;
  }

  /** All steps are done, but not all moves. */
  void waits() {
    step = StepState.WAITING;
  }

  /** All is done. */
  void completed() {
    step = StepState.DONE;
  }

  /** Where the recipe is. */
  void at(Frames frames) {
    path.set(frames);
    kind = frames.isAtEnd() ? StepKind.NONE : frames.step().accept(kinds);
    stepIndex = frames.isAtEnd() ? stepIndex : frames.at(0).index();
    loopDepth = frames.loopDepth();
    callDepth = frames.callDepth();
    progressPercent = frames.progressPercent();
  }

  /** The step as messages have it. Allocates. */
  String place(Frames frames) {
    return frames.isAtEnd()
        ? "at the end"
        : path + " (line " + frames.step().line() + ", " + kind + ")";
  }

  void store(MutableRecord record, RecipeState state) {
    FIELDS.state().set(record, state.code());
    FIELDS.stepState().set(record, step.code());
    FIELDS.stepIndex().set(record, stepIndex);
    FIELDS.loopDepth().set(record, loopDepth);
    FIELDS.callDepth().set(record, callDepth);
    FIELDS.runCount().set(record, runs);
    FIELDS.stepCount().set(record, steps);
    FIELDS.progressPercent().set(record, progressPercent);
    FIELDS.elapsedS().set(record, elapsedNs / NS_PER_S);
    FIELDS.stepElapsedS().set(record, stepElapsedNs / NS_PER_S);
    name.store(record, FIELDS.name());
    path.store(record, FIELDS.stepPath());
    kind.store(record, FIELDS.stepKind());
    error.store(record, FIELDS.error());
  }
}
