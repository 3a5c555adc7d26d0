// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import java.util.List;
import java.util.Objects;

/**
 * A command before it is sent, unchecked: what is wrong with it is in the answer. Immutable.
 *
 * @param name what to do
 * @param axis the axis it is about, 0 for the first; {@link #NO_AXIS} for none
 * @param args its numbers in the order of the factory methods, NaN for one that is left to the
 *     module
 * @param text its text, empty for none
 */
public record CommandRequest(CommandName name, int axis, List<Double> args, String text) {

  /** Of a command that is about no axis. */
  public static final int NO_AXIS = -1;

  public CommandRequest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(text, "text");
    args = List.copyOf(args);
  }

  /** A command that needs nothing but its name. */
  public static CommandRequest of(CommandName name) {
    return new CommandRequest(name, NO_AXIS, List.of(), "");
  }

  /** A command about an axis that needs no more: ENABLE, DISABLE, HOME, STOP. */
  public static CommandRequest ofAxis(CommandName name, int axis) {
    return new CommandRequest(name, axis, List.of(), "");
  }

  /**
   * Stop everything.
   *
   * @param reason for people, may be empty
   */
  public static CommandRequest emergencyStop(String reason) {
    return new CommandRequest(CommandName.ESTOP, NO_AXIS, List.of(), reason);
  }

  /**
   * Move an axis.
   *
   * @param positionMm where to
   * @param velocityMmPerS at most so fast, NaN for the limit of the axis
   * @param accelerationMmPerS2 at most so steep, NaN for the limit of the axis
   */
  public static CommandRequest move(
      int axis, double positionMm, double velocityMmPerS, double accelerationMmPerS2) {
    return new CommandRequest(
        CommandName.MOVE, axis, List.of(positionMm, velocityMmPerS, accelerationMmPerS2), "");
  }

  /**
   * Move an axis until it is told to stop.
   *
   * @param velocityMmPerS negative for backwards
   */
  public static CommandRequest jog(int axis, double velocityMmPerS) {
    return new CommandRequest(CommandName.JOG, axis, List.of(velocityMmPerS), "");
  }

  /** Start a recipe by its name. */
  public static CommandRequest recipeStart(String recipe) {
    return new CommandRequest(CommandName.RECIPE_START, NO_AXIS, List.of(), recipe);
  }

  /** Set a digital output. */
  public static CommandRequest setDigital(int channel, boolean on) {
    return new CommandRequest(
        CommandName.SET_DIGITAL, NO_AXIS, List.of((double) channel, on ? 1.0 : 0.0), "");
  }

  /** Set an analog output. */
  public static CommandRequest setAnalog(int channel, double volts) {
    return new CommandRequest(
        CommandName.SET_ANALOG, NO_AXIS, List.of((double) channel, volts), "");
  }
}
