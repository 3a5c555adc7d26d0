// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.control.law;

import java.util.Arrays;
import java.util.Map;
import org.evo.shm.contract.AxisParameterFields;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.kit.ConfigValues;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/** The position loop and the limits of one axis, within their limits. Immutable. Access is hot. */
public final class AxisParameters {

  private final double[] values;

  private AxisParameters(int axis, double[] values) {
    for (Parameter parameter : Parameter.ALL) {
      ConfigValues.within(
          "axis." + parameter.option(),
          values[parameter.ordinal()],
          parameter.least(),
          parameter.most());
    }
    double min = values[Parameter.POSITION_MIN.ordinal()];
    double max = values[Parameter.POSITION_MAX.ordinal()];
    if (max <= min) {
      throw new InvalidRangeException(
          "axis.positionMaxMm",
          max + " is not possible for axis " + axis,
          "choose more than axis.positionMinMm, which is " + min);
    }
    this.values = values;
  }

  /**
   * Of configured values, each of which must be there.
   *
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  public static AxisParameters of(int axis, Map<Parameter, Double> configured) {
    double[] values = new double[Parameter.ALL.size()];
    configured.forEach((parameter, value) -> values[parameter.ordinal()] = value);
    return new AxisParameters(axis, values);
  }

  /**
   * These, with what a record asks for instead: where it says NaN, nothing changes.
   *
   * @throws InvalidRangeException naming the option, its value and its limits
   */
  public AxisParameters with(RecordView record, AxisParameterFields fields, int axis) {
    double[] changed = values.clone();
    for (Parameter parameter : Parameter.ALL) {
      double asked = parameter.in(fields).get(record, axis);
      if (!Double.isNaN(asked)) {
        changed[parameter.ordinal()] = asked;
      }
    }
    return new AxisParameters(axis, changed);
  }

  /** The value of one of them. */
  public double get(Parameter parameter) {
    return values[parameter.ordinal()];
  }

  /** Stores them all. */
  public void store(MutableRecord record, AxisParameterFields fields, int axis) {
    for (int i = 0; i < values.length; i++) {
      Parameter.ALL.get(i).in(fields).set(record, axis, values[i]);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AxisParameters that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
