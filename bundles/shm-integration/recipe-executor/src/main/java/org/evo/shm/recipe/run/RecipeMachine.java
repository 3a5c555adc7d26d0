// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.contract.physoutput.StepState;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.recipe.model.Recipe;

/**
 * The recipe that runs, or ran last. Nothing that was interrupted goes on by itself, but by a
 * command only. Owned by the loop. Hot, but for commands and failures.
 */
final class RecipeMachine {

  private static final long MAX_STOP_NS = 10_000_000_000L;
  private static final long NS_PER_MS = 1_000_000;

  private final Plant plant;
  private final RecipeReport report = new RecipeReport();
  private RecipeState state = RecipeState.IDLE;
  private Run run;
  private int failedAxis = -1;
  private long cycleNs;
  private long stoppingNs;

  RecipeMachine(Plant plant) {
    this.plant = plant;
  }

  RecipeState state() {
    return state;
  }

  /** What went wrong last, empty when all is well. */
  String error() {
    return report.error();
  }

  /** Whether there is a recipe that has not ended. */
  boolean isUnderWay() {
    return switch (state) {
      case RUNNING, PAUSED, STOPPING, FAULT -> true;
      default -> false;
    };
  }

  /** Time has passed. Commands come next, then {@link #cycle()}. */
  void begin(long sinceLastNs) {
    cycleNs = sinceLastNs;
    if (isUnderWay()) {
      report.passed(sinceLastNs);
    }
  }

  /** Goes on with the recipe. */
  void cycle() {
    if (plant.emergencyStop().isActive() && isUnderWay()) {
      abort(plant.emergencyStop().reason());
    }
    if (state == RecipeState.RUNNING && !isInterrupted()) {
      work();
    } else if (state == RecipeState.STOPPING) {
      bringToRest();
    }
    if (run != null) {
      report.at(run.frames());
    }
  }

  void store(MutableRecord record) {
    report.store(record, state);
  }

  /** Starts a recipe. Allocates. */
  void start(Recipe recipe) {
    run = new Run(recipe, plant.signals(), plant.outputs(), plant.moves());
    report.started(recipe.name());
    report.at(run.frames());
    failedAxis = -1;
    goOn();
  }

  /** Why no recipe could be started. */
  void refused(String why) {
    report.error(why);
  }

  /** From a pause or a fault, with what was halted. */
  void goOn() {
    plant.begin();
    plant.moves().resume();
    report.noError();
    cycleNs = 0;
    state = RecipeState.RUNNING;
  }

  /**
   * Brings its axes to rest and stands, to be resumed.
   *
   * @param why empty when it was commanded
   */
  void pause(String why) {
    plant.moves().halt();
    report.error(why);
    state = RecipeState.PAUSED;
  }

  /** Brings its axes to rest and ends. */
  void stop() {
    plant.moves().dropAll();
    stoppingNs = 0;
    state = RecipeState.STOPPING;
  }

  /** Ends at once; its axes are told to stop. */
  void abort(String why) {
    plant.moves().dropAll();
    report.error(why);
    report.step(StepState.NONE);
    state = RecipeState.ABORTED;
  }

  /** Whether there is a step or a move to leave out. */
  boolean canSkip() {
    return failedAxis >= 0 || !run.frames().isAtEnd();
  }

  /** Leaves out what has failed, or else the step. */
  void skip() {
    if (!isBackgroundFailure()) {
      run.skip();
    }
    failedAxis = -1;
    report.step(StepState.SKIPPED);
    report.at(run.frames());
  }

  /** Begins again what has failed. */
  void retry() {
    if (isBackgroundFailure()) {
      plant.moves().again(failedAxis);
    } else if (!run.frames().isAtEnd()) {
      run.restart();
    }
    failedAxis = -1;
  }

  private boolean isInterrupted() {
    if (plant.isLost()) {
      fault(plant.loss());
    } else if (plant.isTooLong(cycleNs)) {
      fault("the loop stood still for " + cycleNs / NS_PER_MS + " ms");
    } else if (!plant.isCommanded()) {
      pause("commands_config is " + plant.commandsState());
    }
    return state != RecipeState.RUNNING;
  }

  private void work() {
    plant.watchMoves(cycleNs);
    failedAxis = plant.moves().failedAxis();
    if (failedAxis >= 0) {
      fault(plant.moves().failure());
    } else if (run.frames().isAtEnd()) {
      end();
    } else {
      step();
    }
  }

  private void step() {
    if (run.isBetweenSteps()) {
      report.stepBegins();
    }
    StepState outcome = run.cycle(cycleNs);
    report.step(outcome);
    if (outcome == StepState.FAILED) {
      fault(run.failure());
    } else if (run.frames().isAtEnd()) {
      end();
    }
  }

  /** A recipe has come to its end when all its moves have. */
  private void end() {
    if (plant.moves().anyPending()) {
      report.waits();
    } else {
      state = RecipeState.COMPLETED;
      report.completed();
    }
  }

  private void bringToRest() {
    stoppingNs += cycleNs;
    if (!plant.isStopping()) {
      report.step(StepState.NONE);
      state = RecipeState.STOPPED;
    } else if (!plant.isControlled()) {
      abort("the Control Unit was lost while its axes were to stop");
    } else if (stoppingNs > MAX_STOP_NS) {
      abort("an axis did not stop within " + MAX_STOP_NS / NS_PER_MS + " ms");
    }
  }

  private void fault(String why) {
    plant.moves().halt();
    report.error(report.place(run.frames()) + ": " + why);
    report.step(StepState.FAILED);
    state = RecipeState.FAULT;
  }

  /** Whether a move has failed that the step does not wait for. */
  private boolean isBackgroundFailure() {
    return failedAxis >= 0 && (run.frames().isAtEnd() || !run.isAwaiting(failedAxis));
  }
}
