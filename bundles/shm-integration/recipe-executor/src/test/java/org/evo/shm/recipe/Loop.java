// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.contract.physinput.PhysInputIo;
import org.evo.shm.contract.physoutput.PhysOutputIo;
import org.evo.shm.contract.physoutput.RecipeState;
import org.evo.shm.control.ControlConfig;
import org.evo.shm.control.ControlCore;
import org.evo.shm.cycle.CycleSpec;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.cycle.simulation.SimulatedCycles;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.recipe.run.ScriptedLiaison;

/**
 * Recipe Executor, Control Unit and HAL with its simulated axes in logical time, each of which can
 * be killed and started again, and a liaison that sends what the test says. Owned by one thread.
 */
final class Loop {

  private static final long MS = 1_000_000;

  private final FakeManager manager = new FakeManager();
  private final SimulatedCycles cycles = new SimulatedCycles(1_000_000 * MS, Set.of());
  private final ScriptedLiaison liaison = new ScriptedLiaison(manager, cycles.nowNs());
  private final Path recipes;
  private final SimulatedHal hal;
  private Runnable halEnd;
  private ControlCore control;
  private Runnable controlTimer;
  private RecipeCore recipe;
  private Runnable recipeTimer;

  /** Everything runs. */
  Loop(Path recipes) {
    this.recipes = recipes;
    cycles.register(new Task("liaison", 1000, 50, liaison::publish));
    FakeTimer halTimer = new FakeTimer();
    cycles.register(timers("hal", halTimer));
    hal = new SimulatedHal(manager, halTimer);
    halEnd = cycles.register(hal);
    startControl();
    startRecipe();
    runMs(200);
  }

  private record Task(String name, int rateHz, int order, LongConsumer work) implements CyclicTask {

    @Override
    public CycleSpec spec() {
      return new CycleSpec(name, rateHz, order);
    }

    @Override
    public void cycle(long nowNs) {
      work.accept(nowNs);
    }
  }

  void killHal() {
    halEnd.run();
    hal.die();
  }

  void startHal() {
    hal.start();
    halEnd = cycles.register(hal);
  }

  void killControl() {
    control.stop();
    controlTimer.run();
  }

  void startControl() {
    FakeTimer timer = new FakeTimer();
    controlTimer = cycles.register(timers("control", timer));
    control = new ControlCore(manager, cycles::register, timer);
    control.configure(FakeConfig.of(ControlConfig.class).config());
  }

  void killRecipe() {
    recipe.stop();
    recipeTimer.run();
  }

  void startRecipe() {
    FakeTimer timer = new FakeTimer();
    recipeTimer = cycles.register(timers("recipe", timer));
    recipe = new RecipeCore(manager, cycles::register, timer, recipes.toString());
    recipe.configure(FakeConfig.of(RecipeConfig.class).config());
  }

  /** An operator enables an axis and finds its zero. */
  void home(int axis) {
    liaison.issue(cycles.nowNs(), CommandCode.ENABLE, axis);
    reach(1000, () -> mode(axis) == AxisMode.HOLDING);
    liaison.issue(cycles.nowNs(), CommandCode.HOME, axis);
    reach(100, () -> mode(axis) == AxisMode.HOMING);
    reach(20_000, () -> isHomed(axis) && mode(axis) == AxisMode.HOLDING);
  }

  /** Faults are acknowledged and an axis is enabled and finds its zero again. */
  void resetAndHome(int axis) {
    liaison.issue(cycles.nowNs(), CommandCode.RESET, "");
    reach(1000, () -> mode(axis) == AxisMode.DISABLED);
    home(axis);
  }

  CommandResult command(CommandCode code, String text) {
    long sequence = liaison.issue(cycles.nowNs(), code, text);
    reach(100, () -> PhysOutputIo.ACK.seenSequence().get(outputs()) >= sequence);
    return CommandResult.ofCode(
        PhysOutputIo.ACK.recentResult().get(outputs(), (int) (sequence % 16)));
  }

  void runMs(long ms) {
    cycles.run(ms * MS);
  }

  /** Runs until something holds. */
  void reach(long withinMs, BooleanSupplier condition) {
    for (long ms = 0; ms < withinMs && !condition.getAsBoolean(); ms++) {
      runMs(1);
    }
    assertEquals(true, condition.getAsBoolean(), this::toString);
  }

  RecipeState state() {
    return RecipeState.ofCode(PhysOutputIo.RECIPE.state().get(outputs()));
  }

  String error() {
    return PhysOutputIo.RECIPE.error().get(outputs());
  }

  AxisMode mode(int axis) {
    return AxisMode.ofCode(ControlState.AXIS.mode().get(view(ControlState.SEGMENT), axis));
  }

  /** As the simulated encoder has it: where the axis stands, whoever is alive. */
  double encoderMm(int axis) {
    return PhysInputIo.AXIS.positionMm().get(view(PhysInputIo.SEGMENT), axis);
  }

  double positionMm(int axis) {
    return ControlState.AXIS.positionMm().get(view(ControlState.SEGMENT), axis);
  }

  boolean isHomed(int axis) {
    return ControlState.AXIS.homed().get(view(ControlState.SEGMENT), axis);
  }

  /** Whether a drive is on, in truth. */
  boolean isDriven(int axis) {
    return hal.gate().outputs().isEnabled(axis);
  }

  long digitalOut() {
    return hal.gate().outputs().digitalOut();
  }

  RecordView outputs() {
    return view(PhysOutputIo.SEGMENT);
  }

  RecordView inputs() {
    return view(PhysInputIo.SEGMENT);
  }

  @Override
  public String toString() {
    return "recipe "
        + state()
        + " '"
        + error()
        + "' at "
        + PhysOutputIo.RECIPE.stepPath().get(outputs())
        + ", axis 0 "
        + mode(0)
        + " at "
        + positionMm(0);
  }

  private RecordView view(String segment) {
    for (int i = manager.writers() - 1; i >= 0; i--) {
      if (manager.writer(i).segment().equals(segment)) {
        return manager.writer(i).view();
      }
    }
    throw new AssertionError(segment + " has never been claimed");
  }

  /** Does within 50 ms what a module's timer was asked for, whatever the delay. */
  private static Task timers(String module, FakeTimer timer) {
    return new Task(
        "timer of " + module,
        20,
        1000,
        nowNs -> {
          for (int due = timer.pending(); due > 0 && timer.pending() > 0; due--) {
            timer.fire();
          }
        });
  }
}
