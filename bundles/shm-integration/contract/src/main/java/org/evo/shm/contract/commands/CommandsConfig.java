// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.contract.commands;

import org.evo.shm.contract.HeaderFields;
import org.evo.shm.layout.RecordLayout;

/**
 * The record of the segment {@code commands_config}, written by the module {@code liaison} only.
 * New groups are appended, never inserted.
 */
public final class CommandsConfig {

  /** The segment. */
  public static final String SEGMENT = "commands_config";

  /** The module that owns it. */
  public static final String MODULE = "liaison";

  private static final RecordLayout.Builder FIELDS = RecordLayout.builder(SEGMENT);

  /** Who publishes, and whether it still does. */
  public static final HeaderFields HEADER = HeaderFields.append(FIELDS);

  /** The emergency stop, a level. */
  public static final EmergencyStopFields EMERGENCY_STOP = EmergencyStopFields.append(FIELDS);

  /** The last commands. */
  public static final CommandRingFields COMMAND = CommandRingFields.append(FIELDS);

  /** The configuration. */
  public static final ConfigFields CONFIG = ConfigFields.append(FIELDS);

  /** All of them. */
  public static final RecordLayout LAYOUT = FIELDS.build();

  private CommandsConfig() {}
}
