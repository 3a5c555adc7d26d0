// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.run;

import org.evo.shm.contract.Quality;
import org.evo.shm.contract.controlstate.AxisFields;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.layout.RecordView;
import org.evo.shm.recipe.model.Condition;
import org.evo.shm.recipe.model.Expression;
import org.evo.shm.recipe.model.Recipe;
import org.evo.shm.recipe.model.Signal;
import org.evo.shm.recipe.model.Values;

/** The machine and the variables of a recipe, as expressions see them. Owned by the loop. Hot. */
final class Signals implements Values {

  private static final AxisFields AXIS = ControlState.AXIS;

  private final Outputs outputs;
  private final Moves moves;
  private double[] variables = new double[0];
  private Inputs inputs;
  private Signal missing;
  private boolean incomparable;

  Signals(Outputs outputs, Moves moves) {
    this.outputs = outputs;
    this.moves = moves;
  }

  /** A recipe begins. Allocates. */
  void begin(Recipe recipe) {
    variables = recipe.initialValues().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The inputs of this cycle. */
  void cycle(Inputs polled) {
    inputs = polled;
  }

  /** Calculates; see {@link #problem()} whether the result may be used. */
  double calculate(Expression expression) {
    forget();
    return expression.value(this);
  }

  /** Decides; see {@link #problem()} whether the result may be used. */
  boolean decide(Condition condition) {
    forget();
    return condition.holds(this);
  }

  /** Whether the last calculation or decision needed a signal that cannot be had now. */
  boolean isMissing() {
    return missing != null;
  }

  /** Whether the last calculation or decision has no sense. */
  boolean isFlawed() {
    return missing != null || incomparable;
  }

  /** What was wrong with it, for people. Allocates. */
  String problem() {
    if (missing == null) {
      return incomparable ? "a part of it is no number" : "";
    }
    String segment =
        switch (missing.kind()) {
          case DIGITAL_IN, ANALOG_IN -> "phys_input_io is " + inputs.io().state();
          default -> controlProblem();
        };
    return missing + " cannot be had: " + segment;
  }

  /** Whether the Control Unit is there. */
  boolean hasControl() {
    return inputs.control().isUsable();
  }

  /** Why it is not, for people. Allocates. */
  String controlProblem() {
    return "control_state is " + inputs.control().state();
  }

  void setVariable(int slot, double value) {
    variables[slot] = value;
  }

  @Override
  public double variable(int slot) {
    return variables[slot];
  }

  @Override
  public double signal(Signal signal) {
    double value = read(signal);
    if (Double.isNaN(value) && missing == null) {
      missing = signal;
    }
    return value;
  }

  @Override
  public void incomparable() {
    incomparable = true;
  }

  private double read(Signal signal) {
    return switch (signal.kind()) {
      case DIGITAL_IN, ANALOG_IN -> input(signal);
      case DIGITAL_OUT -> truth(outputs.digital(signal.index()));
      case ANALOG_OUT -> outputs.analogV(signal.index());
      default -> axis(signal);
    };
  }

  private double input(Signal signal) {
    RecordView view = inputs.io().view();
    if (!inputs.io().isUsable() || PhysInputIo.IO.stamp().qualityIn(view) != Quality.GOOD) {
      return Double.NaN;
    }
    return switch (signal.kind()) {
      case DIGITAL_IN -> truth((PhysInputIo.IO.digitalIn().get(view) >>> signal.index() & 1) != 0);
      default -> PhysInputIo.IO.analogInV().get(view, signal.index());
    };
  }

  private double axis(Signal signal) {
    if (!inputs.control().isUsable()) {
      return Double.NaN;
    }
    RecordView view = inputs.control().view();
    int axis = signal.index();
    return switch (signal.kind()) {
      case AXIS_POSITION -> AXIS.positionMm().get(view, axis);
      case AXIS_VELOCITY -> AXIS.velocityMmPerS().get(view, axis);
      case AXIS_FOLLOWING_ERROR -> AXIS.followingErrorMm().get(view, axis);
      case AXIS_IN_POSITION -> truth(moves.isInPosition(axis, view));
      case AXIS_HOMED -> truth(AXIS.homed().get(view, axis));
      default -> Double.NaN;
    };
  }

  private void forget() {
    missing = null;
    incomparable = false;
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }
}
