// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.rig;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.commands.CommandCode;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisFields;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.control.ControlConfig;
import org.evo.shm.control.ControlCore;
import org.evo.shm.cycle.CyclicTask;
import org.evo.shm.cycle.simulation.SimulatedCycles;
import org.evo.shm.error.SegmentBusyException;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.FakeManager;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.module.kit.FakeWriter;

/** A whole loop in logical time, of which each module can be killed and started. */
public final class Rig {

  /** How old an input may be, everywhere. */
  public static final long MAX_AGE_MS = 50;

  private static final int INPUTS = 3;
  private static final long NS_PER_MS = 1_000_000;
  private static final AxisFields AXIS = ControlState.AXIS;

  private final FakeManager manager = new FakeManager();
  private final SimulatedCycles cycles = new SimulatedCycles(1_000_000 * NS_PER_MS, Set.of());
  private final Map<String, Runnable> ends = new HashMap<>();
  private FakeConfig<ControlConfig> config = FakeConfig.of(ControlConfig.class);
  private long recipes;
  private FakeWriter segment;
  private RecordView state;
  private Hal hal;
  private Recipe recipe;
  private Liaison liaison;
  private ControlCore control;
  private boolean paused;
  private Runnable takeOver;
  private CyclicTask controlTask;

  /** Everything runs, with this configuration of the Control Unit. */
  public static Rig started(FakeConfig<ControlConfig> config) {
    Rig rig = new Rig();
    rig.config = config;
    rig.startHal();
    rig.startControl();
    rig.startRecipe();
    rig.startLiaison();
    rig.runMs(5);
    return rig;
  }

  /** Everything runs, with the defaults. */
  public static Rig started() {
    return started(FakeConfig.of(ControlConfig.class));
  }

  public void startHal() {
    startHal(Axes.COUNT);
  }

  /** With that many axes. */
  public void startHal(int axes) {
    FakeTimer timer = new FakeTimer();
    hal = new Hal(manager, timer, MAX_AGE_MS, axes);
    start("hal", hal, timer, hal::close);
  }

  public void startRecipe() {
    FakeTimer timer = new FakeTimer();
    recipe = new Recipe(manager, timer, MAX_AGE_MS, 1000 * ++recipes);
    start("recipe", recipe, timer, recipe::close);
  }

  public void startLiaison() {
    FakeTimer timer = new FakeTimer();
    liaison = new Liaison(manager, timer, cycles.nowNs());
    start("liaison", liaison, timer, liaison::close);
  }

  public void startControl() {
    FakeTimer timer = new FakeTimer();
    control = new ControlCore(manager, this::registerControl, timer);
    Runnable untimed = cycles.register(new Timers("control", timer));
    control.configure(config.config());
    segment = manager.writer(manager.writers() - 1);
    state = segment.view();
    ends.put(
        "control",
        () -> {
          control.stop();
          untimed.run();
        });
  }

  /** A second Control Unit runs, which waits for the segment until {@link #takeOver}. */
  public void startHeir() {
    FakeTimer timer = new FakeTimer();
    manager.refuse(new SegmentBusyException(ControlState.SEGMENT, "it is owned", "wait"));
    ControlCore heir = new ControlCore(manager, cycles::register, timer);
    heir.configure(config.config());
    takeOver =
        () -> {
          cycles.register(new Timers("heir", timer));
          runMs(5);
          control = heir;
          state = manager.writer(manager.writers() - 1).view();
        };
    // The inputs are attached; what is left is to claim again.
    for (int i = 0; i < INPUTS; i++) {
      timer.fire();
    }
  }

  /** The segment becomes that of the second Control Unit. */
  public void takeOver() {
    takeOver.run();
  }

  /** Somebody closes the Control Unit's segment behind its back. */
  public void loseSegment() {
    manager.refuse(new SegmentBusyException(ControlState.SEGMENT, "it is owned", "wait"));
    segment.close();
    runMs(5);
    state = manager.writer(manager.writers() - 1).view();
  }

  /** The loop of the Control Unit stands still. */
  public void pauseControl(long ms) {
    paused = true;
    runMs(ms);
    paused = false;
  }

  /** Ends a module, without a word. */
  public void kill(String module) {
    ends.remove(module).run();
  }

  /** Gives the Control Unit another configuration. */
  public void configure(FakeConfig<ControlConfig> newConfig) {
    config = newConfig;
    control.configure(newConfig.config());
  }

  public Hal hal() {
    return hal;
  }

  public Recipe recipe() {
    return recipe;
  }

  public Liaison liaison() {
    return liaison;
  }

  public ControlCore control() {
    return control;
  }

  public void runMs(long ms) {
    cycles.run(ms * NS_PER_MS);
  }

  /** Runs until something holds; whether it came to that within the time. */
  public boolean reaches(long withinMs, BooleanSupplier condition) {
    for (long ms = 0; ms < withinMs && !condition.getAsBoolean(); ms++) {
      runMs(1);
    }
    return condition.getAsBoolean();
  }

  /** Sends a command and lets it be handled. */
  public CommandResult command(CommandCode code, int axis, double... args) {
    long sequence = liaison.send(code, axis, args);
    runMs(3);
    return answer(sequence);
  }

  /** The answer to a command of the last 16. */
  public CommandResult answer(long sequence) {
    int place = (int) (sequence % 16);
    return ControlState.ACK.recentSequence().get(state, place) == sequence
        ? CommandResult.ofCode(ControlState.ACK.recentResult().get(state, place))
        : CommandResult.NONE;
  }

  /** What was said about the last command. */
  public String reason() {
    return ControlState.ACK.reason().get(state);
  }

  /** Enables an axis and waits for its drive. */
  public Rig enabled(int axis) {
    command(CommandCode.ENABLE, axis);
    runMs(10);
    return this;
  }

  /** Enables an axis and finds its zero. */
  public Rig homed(int axis) {
    enabled(axis);
    command(CommandCode.HOME, axis);
    reaches(20_000, () -> mode(axis) != AxisMode.HOMING && mode(axis) != AxisMode.STOPPING);
    return this;
  }

  /** What the Control Unit last published. */
  public RecordView state() {
    return state;
  }

  public AxisMode mode(int axis) {
    return AxisMode.ofCode(AXIS.mode().get(state, axis));
  }

  public AxisFault fault(int axis) {
    return AxisFault.ofCode(AXIS.fault().get(state, axis));
  }

  public double position(int axis) {
    return AXIS.positionMm().get(state, axis);
  }

  public double setpointVelocity(int axis) {
    return AXIS.setpointVelocityMmPerS().get(state, axis);
  }

  public boolean isHomed(int axis) {
    return AXIS.homed().get(state, axis);
  }

  public boolean isInPosition(int axis) {
    return AXIS.inPosition().get(state, axis);
  }

  public long requestSequence(int axis) {
    return AXIS.requestSequence().get(state, axis);
  }

  public CommandResult requestResult(int axis) {
    return CommandResult.ofCode(AXIS.requestResult().get(state, axis));
  }

  /** Whether the emergency stop is latched. */
  public boolean isStopped() {
    return ControlState.SAFETY.emergencyStop().get(state);
  }

  public String stopReason() {
    return ControlState.SAFETY.reason().get(state);
  }

  public long resetSequence() {
    return ControlState.SAFETY.resetSequence().get(state);
  }

  public long lostCommands() {
    return ControlState.ACK.lostCount().get(state);
  }

  /** What the loop calls. */
  public CyclicTask controlTask() {
    return controlTask;
  }

  public long nowNs() {
    return cycles.nowNs();
  }

  private Runnable registerControl(CyclicTask task) {
    controlTask = task;
    return cycles.register(new Pausable(task, () -> paused));
  }

  private void start(String name, CyclicTask task, FakeTimer timer, Runnable end) {
    Runnable unregister = cycles.register(task);
    Runnable untimed = cycles.register(new Timers(name, timer));
    ends.put(
        name,
        () -> {
          unregister.run();
          untimed.run();
          end.run();
        });
  }
}
