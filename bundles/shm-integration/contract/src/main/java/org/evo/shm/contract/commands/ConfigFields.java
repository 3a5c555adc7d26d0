// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import org.evo.shm.contract.AxisParameterFields;
import org.evo.shm.layout.FloatField;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The configuration that operators change while the machine runs.
 *
 * @param revision grows with each change, 0 for none
 * @param overridePercent share of the velocities that are asked for, 0 to 100
 * @param axis position loop and limits of each axis; NaN where the module's own are to be used
 */
public record ConfigFields(
    IntegerField revision, FloatField overridePercent, AxisParameterFields axis) {

  static ConfigFields append(RecordLayout.Builder fields) {
    return new ConfigFields(
        fields.u64("config.revision", ""),
        fields.f64("config.override_percent", "%"),
        AxisParameterFields.append(fields, "config"));
  }
}
