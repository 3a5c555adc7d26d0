// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.util.Objects;
import org.evo.shm.contract.CommandResult;

/**
 * What a module answers. Immutable.
 *
 * @param result the result
 * @param reason the same for people, empty when there is nothing to say
 */
public record CommandReply(CommandResult result, String reason) {

  private static final CommandReply ACCEPTED = new CommandReply(CommandResult.ACCEPTED, "");

  public CommandReply {
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(reason, "reason");
  }

  /** It is in force, or under way. */
  public static CommandReply accepted() {
    return ACCEPTED;
  }

  /** Its arguments are out of limits. */
  public static CommandReply invalid(String reason) {
    return new CommandReply(CommandResult.INVALID, reason);
  }

  /** The module's state does not permit it. */
  public static CommandReply notPossible(String reason) {
    return new CommandReply(CommandResult.NOT_POSSIBLE, reason);
  }

  /** The module does not know it. */
  public static CommandReply unknown() {
    return new CommandReply(CommandResult.UNKNOWN, "not a command of this module");
  }
}
