// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.systemstate;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.RecordLayout;

/**
 * The record of the segment {@code system_state}, written by the module {@code supervisor} only.
 * New groups are appended, never inserted.
 */
public final class SystemState {

  /** The segment. */
  public static final String SEGMENT = "system_state";

  /** The module that owns it. */
  public static final String MODULE = "supervisor";

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder(SEGMENT);

  /** Who publishes, and whether it still does. */
  public static final HeaderFields HEADER = HeaderFields.append(FIELDS);

  /** The system. */
  public static final SystemFields SYSTEM = SystemFields.append(FIELDS);

  /** All of them. */
  public static final RecordLayout LAYOUT = FIELDS.build();

  private SystemState() {}
}
