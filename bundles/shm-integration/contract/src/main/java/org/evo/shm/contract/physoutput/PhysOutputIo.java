// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.physoutput;

import org.evo.shm.contract.AckFields;
import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.RecordLayout;

/**
 * The record of the segment {@code phys_output_io}, written by the module {@code recipe} only; for
 * HAL it is the only source of commands. New groups are appended, never inserted.
 */
public final class PhysOutputIo {

  /** The segment. */
  public static final String SEGMENT = "phys_output_io";

  /** The module that owns it. */
  public static final String MODULE = "recipe";

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder(SEGMENT);

  /** Who publishes, and whether it still does. */
  public static final HeaderFields HEADER = HeaderFields.append(FIELDS);

  /** The inputs of the module. */
  public static final InputFields INPUT = InputFields.append(FIELDS);

  /** The recipe and its step. */
  public static final RecipeFields RECIPE = RecipeFields.append(FIELDS);

  /** What the recipe asks the Control Unit for. */
  public static final RequestFields REQUEST = RequestFields.append(FIELDS);

  /** What the axes' drives are to get: the Control Unit's outputs, passed on. */
  public static final AxisOutputFields AXIS_OUTPUT = AxisOutputFields.append(FIELDS);

  /** The other outputs. */
  public static final OutputFields OUTPUT = OutputFields.append(FIELDS);

  /** Answers to commands. */
  public static final AckFields ACK = AckFields.append(FIELDS);

  /** All of them. */
  public static final RecordLayout LAYOUT = FIELDS.build();

  private PhysOutputIo() {}
}
