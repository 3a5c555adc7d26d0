// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.modulestatus;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.RecordLayout;

/**
 * The record of the segment {@code module_status}, written by the module {@code supervisor} only.
 * New groups are appended, never inserted.
 */
public final class ModuleStatusTable {

  /** The segment. */
  public static final String SEGMENT = "module_status";

  /** The module that owns it. */
  public static final String MODULE = "supervisor";

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder(SEGMENT);

  /** Who publishes, and whether it still does. */
  public static final HeaderFields HEADER = HeaderFields.append(FIELDS);

  /** The modules. */
  public static final ModuleFields MODULES = ModuleFields.append(FIELDS);

  /** All of them. */
  public static final RecordLayout LAYOUT = FIELDS.build();

  private ModuleStatusTable() {}
}
