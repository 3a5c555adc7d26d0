// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import java.util.Objects;

/**
 * The answer to a command. Immutable.
 *
 * @param command what was asked for
 * @param outcome what became of it
 * @param sequence its number, 0 when it was not sent
 * @param modules who answered or should have, separated by commas, empty when it was not sent
 * @param reason the same for people, empty when there is nothing to say
 * @param elapsedNs from the call to the answer, in ns
 */
public record CommandAnswer(
    CommandName command,
    CommandOutcome outcome,
    long sequence,
    String modules,
    String reason,
    long elapsedNs) {

  public CommandAnswer {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(modules, "modules");
    Objects.requireNonNull(reason, "reason");
  }

  /** The answer to a command that was not sent. */
  public static CommandAnswer notSent(
      CommandName command, CommandOutcome outcome, String reason, long elapsedNs) {
    return new CommandAnswer(command, outcome, 0, "", reason, elapsedNs);
  }
}
