// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.InputState;
import org.evo.shm.contract.commands.CommandTarget;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.controlstate.ControlState;
import org.evo.shm.control.axis.Axis;
import org.evo.shm.control.axis.AxisSettings;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.CommandInbox;
import org.evo.shm.module.kit.InputLink;
import org.evo.shm.module.kit.ModuleCondition;

/**
 * The axes, and everything that decides what they do. It outlives changes of the configuration, so
 * that an axis that moves goes on. Configured while no cycle runs, otherwise owned by the loop.
 * Hot.
 */
final class ControlUnit {

  /** A command that waited for longer is not meant any more. */
  static final long COMMAND_MAX_AGE_NS = 1_000_000_000;

  /** Of a pause of the loop no more passes for the setpoints: the drives are off by then. */
  private static final long MAX_PASSED_NS = 100_000_000;

  private static final double NS_PER_S = 1e9;

  private final ModuleCondition condition;
  private final List<Axis> axes;
  private final EmergencyStop stop = new EmergencyStop();
  private final ConfigBlock block;
  private final RequestDesk requests;
  private final CommandDesk desk;
  private ControlInputs inputs;
  private CommandInbox inbox;
  private boolean inCharge;
  private long maxPassedNs;
  private boolean started;
  private long lastNs;

  ControlUnit(ModuleCondition condition, ConfigVerdict verdict, List<AxisSettings> settings) {
    this.condition = condition;
    List<Axis> made = new ArrayList<>();
    for (int i = 0; i < Axes.COUNT; i++) {
      made.add(new Axis(i, settings.get(i)));
    }
    axes = List.copyOf(made);
    block = new ConfigBlock(axes, verdict);
    requests = new RequestDesk(axes);
    desk = new CommandDesk(axes, stop, condition);
    inbox = inboxFrom(0);
  }

  /** Other settings and inputs are in force from the next cycle on. Timing: cold. */
  void configure(ControlSettings settings, ControlInputs newInputs) {
    inputs = newInputs;
    long periodNs = (long) NS_PER_S / settings.cycle().rateHz();
    long maxAgeNs = settings.inputs().sensors().maxAgeNs();
    maxPassedNs = Math.max(2 * periodNs, Math.min(maxAgeNs, MAX_PASSED_NS));
    for (int i = 0; i < axes.size(); i++) {
      axes.get(i).configure(settings.axes().get(i));
    }
    block.forget();
  }

  /** Reads what is new. */
  void read(long nowNs) {
    inputs.poll(nowNs);
  }

  /**
   * Says whether the segment is ours. Without it another one is in charge, or nobody: nothing is
   * enabled, and what was commanded or requested until it is ours is not done.
   */
  void charge(boolean isOurs, long nowNs) {
    if (isOurs && !inCharge) {
      inbox = inboxFrom(nowNs);
      requests.forget();
    } else if (!isOurs && inCharge) {
      axes.forEach(Axis::disable);
    }
    inCharge = isOurs;
  }

  /** Decides what each axis does, and does it. */
  void cycle(long nowNs) {
    double seconds = passed(nowNs);
    observe(nowNs);
    obey(nowNs);
    guard();
    for (int i = 0; i < axes.size(); i++) {
      axes.get(i).control(nowNs, seconds, block.overridePercent());
    }
    report();
  }

  /** Stores everything but the header and the loop's own figures. */
  void store(MutableRecord record) {
    inputs.store(record);
    stop.store(record);
    for (int i = 0; i < axes.size(); i++) {
      axes.get(i).store(record);
    }
    block.store(record);
    inbox.store(record, ControlState.ACK);
  }

  private CommandInbox inboxFrom(long startNs) {
    return new CommandInbox(CommandTarget.CONTROL, startNs, COMMAND_MAX_AGE_NS, desk);
  }

  private double passed(long nowNs) {
    long passedNs = started ? Math.max(0, Math.min(maxPassedNs, nowNs - lastNs)) : 0;
    started = true;
    lastNs = nowNs;
    return passedNs / NS_PER_S;
  }

  private void observe(long nowNs) {
    InputLink sensors = inputs.sensors();
    for (int i = 0; i < axes.size(); i++) {
      axes.get(i).observe(sensors.view(), !sensors.isOld(), sensors.isUsable(), nowNs);
    }
  }

  private void obey(long nowNs) {
    InputLink commands = inputs.commands();
    if (commands.state() != InputState.ABSENT) {
      stop.look(commands.view());
    }
    if (!commands.isOld()) {
      block.look(commands.view());
    }
    if (!commands.isOld() && inCharge) {
      desk.open(inputs, nowNs);
      inbox.take(commands.view(), nowNs);
    }
    if (stop.isLatched()) {
      desk.failAll();
    }
    if (!inputs.requests().isOld() && inCharge) {
      boolean permitted = commands.isUsable() && inputs.requests().isUsable();
      requests.look(inputs.requests().view(), permitted, inputs.sensors().isUsable(), nowNs);
    }
  }

  /** Nothing moves that nobody could stop, or that nobody asks for any more. */
  private void guard() {
    boolean commanded = inputs.commands().isUsable();
    boolean requested = inputs.requests().isUsable();
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = axes.get(i);
      if (axis.isMoving() && axis.isRequested() && !requested) {
        axis.fail(AxisFault.REQUEST_LOST);
      } else if (axis.isMoving() && !commanded) {
        axis.stop();
      }
    }
  }

  private void report() {
    inputs.report(condition);
    condition.degraded(
        ModuleFault.EMERGENCY_STOP, stop.isLatched(), "the emergency stop is latched");
    condition.degraded(
        ModuleFault.PROCESS_FAULT, isFaulted(), "an axis has faulted and waits for a reset");
  }

  private boolean isFaulted() {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).mode() == AxisMode.FAULT) {
        return true;
      }
    }
    return false;
  }
}
