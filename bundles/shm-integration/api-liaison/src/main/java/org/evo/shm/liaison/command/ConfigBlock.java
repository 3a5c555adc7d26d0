// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.command;

import java.util.List;
import org.evo.shm.contract.Axes;
import org.evo.shm.contract.AxisParameterFields;
import org.evo.shm.contract.commands.CommandsConfig;
import org.evo.shm.contract.commands.ConfigFields;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.MutableRecord;
import org.evo.shm.layout.RecordView;

/**
 * What operators have configured for other modules. Immutable.
 *
 * @param overridePercent share of the velocities that are asked for
 * @param axes of each parameter, in the order of {@link #PARAMETERS}, one number an axis; NaN where
 *     the module's own counts
 */
public record ConfigBlock(double overridePercent, List<List<Double>> axes) {

  /** The fields of the parameters. */
  static final List<FloatField> PARAMETERS = parameters(CommandsConfig.CONFIG.axis());

  /** Nothing configured: every module uses its own. */
  public static final ConfigBlock NONE =
      new ConfigBlock(100, PARAMETERS.stream().map(field -> nothing()).toList());

  private static final ConfigFields FIELDS = CommandsConfig.CONFIG;

  public ConfigBlock {
    axes = axes.stream().map(List::copyOf).toList();
  }

  /** The one in a record. Allocates. */
  static ConfigBlock of(RecordView record) {
    return new ConfigBlock(
        FIELDS.overridePercent().get(record),
        PARAMETERS.stream().map(field -> values(record, field)).toList());
  }

  /** Stores all but the revision. Hot. */
  void store(MutableRecord record) {
    FIELDS.overridePercent().set(record, overridePercent);
    for (int parameter = 0; parameter < axes.size(); parameter++) {
      List<Double> values = axes.get(parameter);
      for (int axis = 0; axis < Axes.COUNT; axis++) {
        PARAMETERS.get(parameter).set(record, axis, values.get(axis));
      }
    }
  }

  /** A limit of an axis, NaN where none is configured. */
  double value(FloatField parameter, int axis) {
    return axes.get(PARAMETERS.indexOf(parameter)).get(axis);
  }

  private static List<FloatField> parameters(AxisParameterFields axis) {
    return List.of(
        axis.kp(),
        axis.ki(),
        axis.kd(),
        axis.velocityFeedforward(),
        axis.outputLimitV(),
        axis.followingErrorLimitMm(),
        axis.velocityLimitMmPerS(),
        axis.accelerationLimitMmPerS2(),
        axis.positionMinMm(),
        axis.positionMaxMm());
  }

  private static List<Double> nothing() {
    return List.of(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
  }

  private static List<Double> values(RecordView record, FloatField field) {
    return List.of(
        field.get(record, 0), field.get(record, 1), field.get(record, 2), field.get(record, 3));
  }
}
