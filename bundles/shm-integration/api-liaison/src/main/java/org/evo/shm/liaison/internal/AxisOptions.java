// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.evo.shm.contract.Axes;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.liaison.command.ConfigBlock;

/** The options that are meant for other modules, checked. */
final class AxisOptions {

  private static final String OWN = "-";
  private static final double MAX_GAIN = 1e6;
  private static final double MAX_OUTPUT_V = 10;
  private static final double SMALLEST = 1e-6;
  private static final double MAX_POSITION_MM = 1e6;
  private static final double MAX_VELOCITY_MM_PER_S = 1e5;
  private static final double MAX_ACCELERATION_MM_PER_S2 = 1e7;

  private AxisOptions() {}

  /**
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  static ConfigBlock block(LiaisonConfig config) {
    List<Double> least =
        numbers("positionMinMm", config::axis_positionMinMm, -MAX_POSITION_MM, MAX_POSITION_MM);
    List<Double> most =
        numbers("positionMaxMm", config::axis_positionMaxMm, -MAX_POSITION_MM, MAX_POSITION_MM);
    requireOrder(least, most);
    return new ConfigBlock(
        ConfigValues.decimal("overridePercent", config::overridePercent, 0, 100),
        List.of(
            numbers("kp", config::axis_kp, 0, MAX_GAIN),
            numbers("ki", config::axis_ki, 0, MAX_GAIN),
            numbers("kd", config::axis_kd, 0, MAX_GAIN),
            numbers("velocityFeedforward", config::axis_velocityFeedforward, 0, MAX_GAIN),
            numbers("outputLimitV", config::axis_outputLimitV, 0, MAX_OUTPUT_V),
            numbers(
                "followingErrorLimitMm",
                config::axis_followingErrorLimitMm,
                SMALLEST,
                MAX_POSITION_MM),
            numbers(
                "velocityLimitMmPerS",
                config::axis_velocityLimitMmPerS,
                SMALLEST,
                MAX_VELOCITY_MM_PER_S),
            numbers(
                "accelerationLimitMmPerS2",
                config::axis_accelerationLimitMmPerS2,
                SMALLEST,
                MAX_ACCELERATION_MM_PER_S2),
            least,
            most));
  }

  private static void requireOrder(List<Double> least, List<Double> most) {
    for (int axis = 0; axis < Axes.COUNT; axis++) {
      if (most.get(axis) <= least.get(axis)) {
        throw new InvalidRangeException(
            "axis.positionMaxMm",
            most.get(axis) + " is not possible for axis " + axis,
            "choose more than axis.positionMinMm, which is " + least.get(axis));
      }
    }
  }

  /** NaN where nothing is given. */
  private static List<Double> numbers(
      String name, Supplier<String[]> configured, double least, double most) {
    String option = "axis." + name;
    List<Double> given =
        ConfigValues.list(option, configured).stream()
            .map(text -> number(option, text, least, most))
            .toList();
    if (given.isEmpty()) {
      return Collections.nCopies(Axes.COUNT, Double.NaN);
    }
    if (given.size() == 1) {
      return Collections.nCopies(Axes.COUNT, given.get(0));
    }
    if (given.size() != Axes.COUNT) {
      throw new InvalidRangeException(
          option, given.size() + " numbers are not possible", "give one, or " + Axes.COUNT);
    }
    return given;
  }

  private static double number(String option, String text, double least, double most) {
    return text.equals(OWN)
        ? Double.NaN
        : ConfigValues.decimal(option, () -> Double.valueOf(text), least, most);
  }
}
