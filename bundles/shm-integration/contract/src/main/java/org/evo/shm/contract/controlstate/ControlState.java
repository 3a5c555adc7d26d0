// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.controlstate;

import org.evo.shm.contract.AckFields;
import org.evo.shm.contract.AxisParameterFields;
import org.evo.shm.contract.CycleFields;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.IntegerField;
import org.evo.shm.layout.RecordLayout;

/**
 * The record of the segment {@code control_state}, written by the module {@code control} only.
 *
 * <p>A number that is not known is NaN. New groups are appended, never inserted.
 */
public final class ControlState {

  /** The segment. */
  public static final String SEGMENT = "control_state";

  /** The module that owns it. */
  public static final String MODULE = "control";

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder(SEGMENT);

  /** Who publishes, and whether it still does. */
  public static final HeaderFields HEADER = HeaderFields.append(FIELDS);

  /** The inputs of the module. */
  public static final InputFields INPUT = InputFields.append(FIELDS);

  /** Emergency stop. */
  public static final SafetyFields SAFETY = SafetyFields.append(FIELDS);

  /** The axes. */
  public static final AxisFields AXIS = AxisFields.append(FIELDS);

  /** {@code parameter.revision}: of the configuration block that is in force, 0 for none. */
  public static final IntegerField PARAMETER_REVISION = FIELDS.u64("parameter.revision", "");

  /** Position loop and limits that are in force. */
  public static final AxisParameterFields PARAMETER =
      AxisParameterFields.append(FIELDS, "parameter");

  /** How the loop keeps up. */
  public static final CycleFields CYCLE = CycleFields.append(FIELDS);

  /** Answers to commands. */
  public static final AckFields ACK = AckFields.append(FIELDS);

  /** All of them. */
  public static final RecordLayout LAYOUT = FIELDS.build();

  private ControlState() {}
}
