// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.contract.commands.CommandRingFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.layout.FloatField;
import org.evo.shm.liaison.CommandRequest;

/** What is wrong with a command, as far as it can be said without the module it is for. */
final class CommandRules {

  private static final double MAX_POSITION_MM = 1e6;
  private static final double MAX_VELOCITY_MM_PER_S = 1e5;
  private static final double MAX_ACCELERATION_MM_PER_S2 = 1e7;
  private static final double FULL_SCALE_V = 10;
  private static final int DIGITAL_CHANNELS = Long.SIZE;
  private static final int MOVE_ARGS = 3;

  private CommandRules() {}

  /**
   * The first thing that is wrong; empty when nothing is.
   *
   * @param config limits that operators have set
   */
  static Optional<String> complaint(CommandRequest request, ConfigBlock config) {
    return axisComplaint(request)
        .or(() -> textComplaint(request))
        .or(() -> argsComplaint(request, config));
  }

  private static Optional<String> axisComplaint(CommandRequest request) {
    boolean needsAxis =
        switch (request.name()) {
          case ENABLE, DISABLE, HOME, MOVE, JOG, STOP -> true;
          default -> false;
        };
    int axis = request.axis();
    if (needsAxis) {
      return unless(
          axis >= 0 && axis < Axes.COUNT,
          "there is no axis " + axis + ", choose 0 to " + (Axes.COUNT - 1));
    }
    return unless(axis == CommandRequest.NO_AXIS, "it is about no axis");
  }

  private static Optional<String> textComplaint(CommandRequest request) {
    String text = request.text();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > CommandRingFields.TEXT_BYTES) {
      return Optional.of(
          "a text of " + bytes + " bytes is too long, " + CommandRingFields.TEXT_BYTES + " fit");
    }
    if (text.codePoints().anyMatch(CommandRules::isUnprintable)) {
      return Optional.of("its text has characters that cannot be printed");
    }
    return switch (request.name()) {
      case RECIPE_START -> unless(!text.isBlank(), "it needs the name of a recipe");
      case ESTOP -> Optional.empty();
      default -> unless(text.isEmpty(), "it has no text");
    };
  }

  private static boolean isUnprintable(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || Character.getType(codePoint) == Character.FORMAT;
  }

  private static Optional<String> argsComplaint(CommandRequest request, ConfigBlock config) {
    List<Double> args = request.args();
    return switch (request.name()) {
      case MOVE -> count(args, MOVE_ARGS).or(() -> move(request, config));
      case JOG -> count(args, 1).or(() -> velocity(request.axis(), Math.abs(args.get(0)), config));
      case SET_DIGITAL ->
          count(args, 2)
              .or(() -> channel(args.get(0), DIGITAL_CHANNELS))
              .or(() -> unless(args.get(1) == 0 || args.get(1) == 1, "choose 0 or 1"));
      case SET_ANALOG ->
          count(args, 2)
              .or(() -> channel(args.get(0), IoBanks.ANALOG))
              .or(() -> within("voltage", args.get(1), -FULL_SCALE_V, FULL_SCALE_V, "V"));
      default -> count(args, 0);
    };
  }

  private static Optional<String> move(CommandRequest request, ConfigBlock config) {
    int axis = request.axis();
    List<Double> args = request.args();
    var limits = CommandsConfig.CONFIG.axis();
    double least = orElse(config, limits.positionMinMm(), axis, -MAX_POSITION_MM);
    double most = orElse(config, limits.positionMaxMm(), axis, MAX_POSITION_MM);
    double steepest =
        orElse(config, limits.accelerationLimitMmPerS2(), axis, MAX_ACCELERATION_MM_PER_S2);
    return within("position", args.get(0), least, most, "mm")
        .or(
            () ->
                Double.isNaN(args.get(1)) ? Optional.empty() : velocity(axis, args.get(1), config))
        .or(
            () ->
                Double.isNaN(args.get(2))
                    ? Optional.empty()
                    : within("acceleration", args.get(2), Double.MIN_VALUE, steepest, "mm/s2"));
  }

  private static Optional<String> velocity(int axis, double magnitude, ConfigBlock config) {
    double fastest =
        orElse(
            config,
            CommandsConfig.CONFIG.axis().velocityLimitMmPerS(),
            axis,
            MAX_VELOCITY_MM_PER_S);
    return within("velocity", magnitude, Double.MIN_VALUE, fastest, "mm/s");
  }

  private static double orElse(ConfigBlock config, FloatField limit, int axis, double absent) {
    double configured = config.value(limit, axis);
    return Double.isNaN(configured) ? absent : configured;
  }

  private static Optional<String> channel(double channel, int channels) {
    return unless(
        channel == Math.rint(channel) && channel >= 0 && channel < channels,
        "there is no such channel, choose 0 to " + (channels - 1));
  }

  private static Optional<String> within(
      String what, double value, double least, double most, String unit) {
    String from = least == Double.MIN_VALUE ? "more than 0" : number(least);
    return unless(
        value >= least && value <= most,
        (what.startsWith("a") ? "an " : "a ")
            + what
            + " of "
            + value
            + " "
            + unit
            + " is not possible, choose "
            + from
            + " to "
            + number(most)
            + " "
            + unit);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%s", value);
  }

  private static Optional<String> count(List<Double> args, int expected) {
    return unless(
        args.size() == expected, args.size() + " numbers are given, it needs " + expected);
  }

  private static Optional<String> unless(boolean fine, String complaint) {
    return fine ? Optional.empty() : Optional.of(complaint);
  }
}
