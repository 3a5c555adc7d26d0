// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.IoBanks;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.hal.axissim.AxisSettings;
import org.evo.shm.hal.output.OutputSettings;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;

/** Reads the options of axes and outputs. */
final class MachineOptions {

  private static final double MAX_POSITION_MM = 1e6;
  private static final double FULL_SCALE_V = 10;

  private final HalConfig config;

  MachineOptions(HalConfig config) {
    this.config = config;
  }

  /**
   * When safe outputs are driven, and which.
   *
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  OutputSettings outputs() {
    OnStale onStale = ConfigValues.choice("output.onStale", config::output_onStale, OnStale.class);
    if (onStale == OnStale.HOLD) {
      throw new InvalidRangeException(
          "output.onStale", "outputs that nobody commands are not held", "choose safe, stop");
    }
    return new OutputSettings(
        InputPolicy.ofMs(InputPolicy.ageMs("output.maxAgeMs", config::output_maxAgeMs), onStale),
        InputPolicy.ofMs(
            InputPolicy.ageMs("controller.maxAgeMs", config::controller_maxAgeMs), onStale),
        bits("output.safeDigital", config::output_safeDigital),
        ConfigValues.decimals(
            "output.safeAnalogV",
            config::output_safeAnalogV,
            IoBanks.ANALOG,
            -FULL_SCALE_V,
            FULL_SCALE_V));
  }

  /**
   * What the simulated axes are like, one entry each.
   *
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  List<AxisSettings> axes() {
    int count = (int) ConfigValues.integer("axis.count", config::axis_count, 1, Axes.COUNT);
    List<AxisSettings.Travel> travels = travels(count);
    List<Double> mass = axis(count, "massKg", config::axis_massKg, 0.01, 1e4);
    List<Double> force = axis(count, "forceNPerV", config::axis_forceNPerV, 0.001, 1e5);
    List<Double> viscous = axis(count, "viscousNsPerMm", config::axis_viscousNsPerMm, 0, 1e3);
    List<Double> coulomb = axis(count, "coulombN", config::axis_coulombN, 0, 1e5);
    List<Double> brake = axis(count, "brakeN", config::axis_brakeN, 0, 1e5);
    List<Double> velocity =
        axis(count, "velocityLimitMmPerS", config::axis_velocityLimitMmPerS, 0.001, 1e5);
    List<Double> encoder =
        axis(count, "encoderCountsPerMm", config::axis_encoderCountsPerMm, 0.001, 1e9);
    List<AxisSettings> axes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      axes.add(
          new AxisSettings(
              mass.get(i),
              force.get(i),
              viscous.get(i),
              coulomb.get(i),
              brake.get(i),
              velocity.get(i),
              travels.get(i),
              encoder.get(i)));
    }
    return List.copyOf(axes);
  }

  private List<AxisSettings.Travel> travels(int count) {
    List<Double> min = position(count, "travelMinMm", config::axis_travelMinMm);
    List<Double> max = position(count, "travelMaxMm", config::axis_travelMaxMm);
    List<Double> over = axis(count, "overtravelMm", config::axis_overtravelMm, 0, 1e4);
    List<Double> home = position(count, "homeMm", config::axis_homeMm);
    List<Double> start = position(count, "startMm", config::axis_startMm);
    List<AxisSettings.Travel> travels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (max.get(i) <= min.get(i)) {
        throw new InvalidRangeException(
            "axis.travelMaxMm",
            max.get(i) + " is not possible for axis " + i,
            "choose more than axis.travelMinMm, which is " + min.get(i));
      }
      ConfigValues.within("axis.homeMm", home.get(i), min.get(i), max.get(i));
      ConfigValues.within("axis.startMm", start.get(i), min.get(i), max.get(i));
      travels.add(
          new AxisSettings.Travel(min.get(i), max.get(i), over.get(i), home.get(i), start.get(i)));
    }
    return travels;
  }

  private static List<Double> position(int count, String name, Supplier<String[]> configured) {
    return axis(count, name, configured, -MAX_POSITION_MM, MAX_POSITION_MM);
  }

  private static List<Double> axis(
      int count, String name, Supplier<String[]> configured, double least, double most) {
    return ConfigValues.decimals("axis." + name, configured, count, least, most);
  }

  /** Decimal up to 64 bits without sign, or hexadecimal. */
  private static long bits(String option, Supplier<String> configured) {
    return ConfigValues.read(option, () -> parseBits(configured.get().strip()));
  }

  private static long parseBits(String text) {
    return text.startsWith("0x")
        ? Long.parseUnsignedLong(text.substring(2), 16)
        : Long.parseUnsignedLong(text);
  }
}
