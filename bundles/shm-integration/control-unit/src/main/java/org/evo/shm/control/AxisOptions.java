// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evo.shm.contract.Axes;
import org.evo.shm.control.axis.AxisSettings;
import org.evo.shm.control.law.AxisParameters;
import org.evo.shm.control.law.Parameter;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;

/** Reads the options of the axes. */
final class AxisOptions {

  private static final double MAX_MM = 1e6;
  private static final double MAX_HOMING_MM_PER_S = 1000;
  private static final double LEAST = 0.001;
  private static final long MAX_WAIT_MS = 60_000;
  private static final long MAX_HOMING_MS = 3_600_000;

  private final ControlConfig config;

  AxisOptions(ControlConfig config) {
    this.config = config;
  }

  /**
   * How each axis is controlled.
   *
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  List<AxisSettings> axes() {
    Map<Parameter, List<Double>> parameters = parameters();
    List<Double> feedforward =
        numbers("axis.accelerationFeedforward", config::axis_accelerationFeedforward, 0, 1000);
    List<AxisSettings.Homing> homings = homings();
    List<AxisSettings.Watch> watches = watches();
    List<AxisSettings> axes = new ArrayList<>();
    for (int i = 0; i < Axes.COUNT; i++) {
      Map<Parameter, Double> ofAxis = new EnumMap<>(Parameter.class);
      for (Map.Entry<Parameter, List<Double>> entry : parameters.entrySet()) {
        ofAxis.put(entry.getKey(), entry.getValue().get(i));
      }
      axes.add(
          new AxisSettings(
              AxisParameters.of(i, ofAxis), feedforward.get(i), homings.get(i), watches.get(i)));
    }
    return axes;
  }

  private Map<Parameter, List<Double>> parameters() {
    Map<Parameter, List<Double>> all = new EnumMap<>(Parameter.class);
    for (Parameter parameter : Parameter.values()) {
      all.put(
          parameter,
          numbers(
              "axis." + parameter.option(),
              option(parameter),
              parameter.least(),
              parameter.most()));
    }
    return all;
  }

  private Supplier<String[]> option(Parameter parameter) {
    return switch (parameter) {
      case KP -> config::axis_kp;
      case KI -> config::axis_ki;
      case KD -> config::axis_kd;
      case VELOCITY_FEEDFORWARD -> config::axis_velocityFeedforward;
      case OUTPUT_LIMIT -> config::axis_outputLimitV;
      case FOLLOWING_ERROR_LIMIT -> config::axis_followingErrorLimitMm;
      case VELOCITY_LIMIT -> config::axis_velocityLimitMmPerS;
      case ACCELERATION_LIMIT -> config::axis_accelerationLimitMmPerS2;
      case POSITION_MIN -> config::axis_positionMinMm;
      case POSITION_MAX -> config::axis_positionMaxMm;
    };
  }

  private List<AxisSettings.Homing> homings() {
    boolean required = ConfigValues.flag("homing.required", config::homing_required);
    long timeoutNs =
        TimeUnit.MILLISECONDS.toNanos(
            ConfigValues.integer("homing.timeoutMs", config::homing_timeoutMs, 1, MAX_HOMING_MS));
    List<Double> velocity =
        numbers(
            "homing.velocityMmPerS",
            config::homing_velocityMmPerS,
            -MAX_HOMING_MM_PER_S,
            MAX_HOMING_MM_PER_S);
    List<Double> creep =
        numbers("homing.creepMmPerS", config::homing_creepMmPerS, LEAST, MAX_HOMING_MM_PER_S);
    List<Double> position =
        numbers("homing.positionMm", config::homing_positionMm, -MAX_MM, MAX_MM);
    List<AxisSettings.Homing> homings = new ArrayList<>();
    for (int i = 0; i < Axes.COUNT; i++) {
      if (Math.abs(velocity.get(i)) < LEAST) {
        throw new InvalidRangeException(
            "homing.velocityMmPerS",
            velocity.get(i) + " is not possible",
            "choose " + LEAST + " or more either way");
      }
      homings.add(
          new AxisSettings.Homing(
              required, velocity.get(i), creep.get(i), position.get(i), timeoutNs));
    }
    return homings;
  }

  private List<AxisSettings.Watch> watches() {
    List<Double> tolerance = numbers("axis.toleranceMm", config::axis_toleranceMm, LEAST, MAX_MM);
    long settleNs = waitNs("axis.settleMs", config::axis_settleMs, 0);
    long followingErrorNs = waitNs("axis.followingErrorMs", config::axis_followingErrorMs, 0);
    long driveTimeoutNs = waitNs("axis.driveTimeoutMs", config::axis_driveTimeoutMs, 1);
    return tolerance.stream()
        .map(mm -> new AxisSettings.Watch(mm, settleNs, followingErrorNs, driveTimeoutNs))
        .toList();
  }

  private static long waitNs(String option, Supplier<Number> configured, long leastMs) {
    return TimeUnit.MILLISECONDS.toNanos(
        ConfigValues.integer(option, configured, leastMs, MAX_WAIT_MS));
  }

  private static List<Double> numbers(
      String option, Supplier<String[]> configured, double least, double most) {
    return ConfigValues.decimals(option, configured, Axes.COUNT, least, most);
  }
}
