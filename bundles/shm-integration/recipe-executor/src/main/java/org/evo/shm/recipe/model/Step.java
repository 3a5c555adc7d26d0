// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.model;

import java.util.Optional;

/** A step of a recipe. Immutable. */
public sealed interface Step {

  /** Its line in the file, from 1 on. */
  int line();

  /** Has {@code actions} do what it says. Timing: hot. */
  <R> R accept(Actions<R> actions);

  /**
   * What can be done, a method a kind of step.
   *
   * @param <R> what doing it tells
   */
  interface Actions<R> {

    /** Sends an axis somewhere. */
    R move(Move step);

    /** Enables an axis, or looks for its zero. */
    R prepare(Prepare step);

    /** Lets time pass. */
    R pass(Pass step);

    /** Waits for something. */
    R await(Await step);

    /** Sets a variable or an output. */
    R assign(Assign step);

    /** Decides between two blocks. */
    R branch(Branch step);

    /** Repeats a block a number of times. */
    R repeat(Repeat step);

    /** Repeats a block as long as a condition holds. */
    R loop(Loop step);

    /** Runs a subroutine. */
    R call(Call step);
  }

  /** A step that asks something of an axis. */
  sealed interface OfAxis extends Step {

    /** Of which. */
    int axis();

    /** Whether the next step begins only when it is done. */
    boolean awaited();
  }

  /**
   * Sends an axis somewhere.
   *
   * @param axis which
   * @param positionMm where, absolute
   * @param limits how
   * @param awaited whether the next step begins only when it is there
   */
  record Move(int line, int axis, Expression positionMm, MoveLimits limits, boolean awaited)
      implements OfAxis {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.move(this);
    }
  }

  /**
   * Enables an axis, or looks for its zero.
   *
   * @param axis which
   * @param what what is done
   * @param timeoutNs how long it may take, in time that the recipe runs
   * @param awaited whether the next step begins only when it is done
   */
  record Prepare(int line, int axis, Preparation what, long timeoutNs, boolean awaited)
      implements OfAxis {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.prepare(this);
    }
  }

  /**
   * Lets time pass.
   *
   * @param timeNs how long
   */
  record Pass(int line, long timeNs) implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.pass(this);
    }
  }

  /**
   * Waits for something.
   *
   * @param condition what for
   * @param timeoutNs how long at most; then the step fails
   */
  record Await(int line, Condition condition, long timeoutNs) implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.await(this);
    }
  }

  /**
   * Sets a variable or an output.
   *
   * @param target what
   * @param value to which value; a digital output is on for anything but 0
   */
  record Assign(int line, Target target, Expression value) implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.assign(this);
    }
  }

  /**
   * Decides between two blocks.
   *
   * @param condition by what
   * @param whenTrue when it holds
   * @param whenFalse when not, if there is anything to do then
   */
  record Branch(int line, Condition condition, Block whenTrue, Optional<Block> whenFalse)
      implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.branch(this);
    }
  }

  /**
   * Repeats a block a number of times.
   *
   * @param count how often, calculated once, when the loop begins; less than 1 is never
   * @param body what
   */
  record Repeat(int line, Expression count, Block body) implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.repeat(this);
    }
  }

  /**
   * Repeats a block as long as a condition holds when it begins.
   *
   * @param condition which
   * @param body what
   */
  record Loop(int line, Condition condition, Block body) implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.loop(this);
    }
  }

  /**
   * Runs a subroutine.
   *
   * @param routine its place in {@link Recipe#routines()}
   */
  record Call(int line, int routine) implements Step {
    @Override
    public <R> R accept(Actions<R> actions) {
      return actions.call(this);
    }
  }
}
