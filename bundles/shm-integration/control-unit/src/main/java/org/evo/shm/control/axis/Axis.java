// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.axis;

import org.evo.shm.contract.CommandResult;
import org.evo.shm.contract.controlstate.AxisFault;
import org.evo.shm.contract.controlstate.AxisMode;
import org.evo.shm.contract.physinput.AxisStatus;
import org.evo.shm.control.law.AxisParameters;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;
import org.evo.shm.module.kit.CommandReply;

/**
 * One axis, and what can be asked of it. It begins disabled, and nothing but {@link #enable}
 * enables it. Owned by one thread. Hot, but for what is asked of it and refused.
 *
 * <p>In each cycle: {@link #observe}, then what is asked of it, then {@link #control}.
 */
public final class Axis {

  private final AxisState state;
  private final AxisCycle cycle;

  /**
   * @param index 0 to 3
   */
  public Axis(int index, AxisSettings settings) {
    state = new AxisState(index, settings);
    cycle = new AxisCycle(state);
  }

  /** Other settings are in force, and the parameters in them. */
  public void configure(AxisSettings settings) {
    state.settings = settings;
    state.parameters = settings.parameters();
  }

  /** The parameters in the configuration. */
  public AxisParameters configured() {
    return state.settings.parameters();
  }

  /** Other parameters are in force. */
  public void use(AxisParameters parameters) {
    state.parameters = parameters;
  }

  /** What it does. */
  public AxisMode mode() {
    return state.mode();
  }

  /** Why it is in mode FAULT. */
  public AxisFault fault() {
    return state.fault();
  }

  /** Whether it is under way to somewhere. */
  public boolean isMoving() {
    return state.isMoving();
  }

  /** Whether what it does was asked for by a request that is under way. */
  public boolean isRequested() {
    return state.request.isActive();
  }

  /** The newest request that was answered, 0 for none. */
  public long requestSequence() {
    return state.request.sequence();
  }

  /** A request was looked at; ACCEPTED when it is under way. */
  public void answer(long sequence, CommandResult result) {
    state.request.answer(sequence, result);
  }

  /**
   * Takes what the sensors say, and faults when it cannot go on with that.
   *
   * @param fresh whether the record is not too old
   * @param usable whether it may be used: not when it was lost and has not been reset
   */
  public void observe(RecordView sensors, boolean fresh, boolean usable, long nowNs) {
    cycle.observe(sensors, fresh, usable, nowNs);
  }

  /** Enables the drive and holds the axis where it is. */
  public CommandReply enable(boolean usable, long nowNs) {
    if (state.mode() == AxisMode.FAULT) {
      return faulted();
    }
    if (state.mode() != AxisMode.DISABLED) {
      return CommandReply.accepted();
    }
    if (!state.sensor.isValid() || !usable) {
      return notPossible("has no sensors");
    }
    if (state.sensor.has(AxisStatus.DRIVE_ENABLED)) {
      return notPossible("has its drive still on");
    }
    if (!state.sensor.has(AxisStatus.DRIVE_READY) || state.sensor.has(AxisStatus.RESTART_LOCK)) {
      return notPossible("has no drive that is ready");
    }
    state.on(nowNs);
    return CommandReply.accepted();
  }

  /** Disables the drive. A fault stays. */
  public CommandReply disable() {
    if (state.mode() != AxisMode.FAULT) {
      state.off(AxisMode.DISABLED);
    }
    return CommandReply.accepted();
  }

  /** Looks for the machine's zero. */
  public CommandReply home(long nowNs) {
    CommandReply reply = checkEnabled();
    if (isAccepted(reply)) {
      cycle.home(nowNs);
    }
    return reply;
  }

  /** Moves to a position. */
  public CommandReply move(Motion motion, long nowNs) {
    CommandReply reply = check(motion);
    if (isAccepted(reply)) {
      cycle.go(
          AxisMode.MOVING,
          motion.targetMm(),
          motion.velocityMmPerS(),
          motion.accelerationMmPerS2(),
          nowNs);
    }
    return reply;
  }

  /** Moves at a velocity, until it is told to stop or comes to an end. */
  public CommandReply jog(double velocityMmPerS, long nowNs) {
    if (!Double.isFinite(velocityMmPerS)) {
      return CommandReply.invalid("a velocity of " + velocityMmPerS + " mm/s is not possible");
    }
    CommandReply reply = checkEnabled();
    if (!isAccepted(reply)) {
      return reply;
    }
    if (velocityMmPerS == 0) {
      return stop();
    }
    if (state.isAtEnd(velocityMmPerS)) {
      return notPossible("is at its end");
    }
    cycle.go(AxisMode.JOGGING, endOf(velocityMmPerS), Math.abs(velocityMmPerS), Double.NaN, nowNs);
    return reply;
  }

  /** Brakes, if it moves, and holds. */
  public CommandReply stop() {
    if (state.isMoving()) {
      state.brake();
    }
    return CommandReply.accepted();
  }

  /** Switches the drive off and latches why, unless it has faulted before. */
  public void fail(AxisFault why) {
    state.fail(why);
  }

  /** Whether the reason of its fault is over, so that it can be reset. */
  public boolean isResettable() {
    return state.fault() != AxisFault.SENSOR_LOST || state.sensor.isValid();
  }

  /** Takes the fault back; the drive stays off. */
  public void reset() {
    state.reset();
  }

  /**
   * Moves the setpoint on and drives the axis.
   *
   * @param seconds since the cycle before
   * @param overridePercent share of the velocities that are asked for
   */
  public void control(long nowNs, double seconds, double overridePercent) {
    cycle.control(nowNs, seconds, overridePercent);
  }

  /** Stores the axis, and the parameters that are in force. */
  public void store(MutableRecord record) {
    state.store(record);
  }

  private CommandReply check(Motion motion) {
    CommandReply enabled = checkEnabled();
    if (!isAccepted(enabled)) {
      return enabled;
    }
    if (!motion.mistake().isEmpty()) {
      return CommandReply.invalid(motion.mistake());
    }
    if (state.settings.homing().required() && !state.isHomed()) {
      return notPossible("is not homed");
    }
    if (state.isOutside(motion.targetMm())) {
      return CommandReply.invalid(
          motion.targetMm()
              + " mm is not possible, choose "
              + state.parameters.get(Parameter.POSITION_MIN)
              + " to "
              + state.parameters.get(Parameter.POSITION_MAX));
    }
    return enabled;
  }

  private CommandReply checkEnabled() {
    return switch (state.mode()) {
      case FAULT -> faulted();
      case DISABLED -> notPossible("is disabled");
      case HOMING -> notPossible("is homing");
      default -> CommandReply.accepted();
    };
  }

  private CommandReply faulted() {
    return notPossible("has faulted: " + state.fault());
  }

  private CommandReply notPossible(String why) {
    return CommandReply.notPossible("axis " + state.index + " " + why);
  }

  private static boolean isAccepted(CommandReply reply) {
    return reply.result() == CommandResult.ACCEPTED;
  }

  private double endOf(double direction) {
    if (!state.isHomed()) {
      return Math.copySign(Double.POSITIVE_INFINITY, direction);
    }
    return state.parameters.get(direction > 0 ? Parameter.POSITION_MAX : Parameter.POSITION_MIN);
  }
}
