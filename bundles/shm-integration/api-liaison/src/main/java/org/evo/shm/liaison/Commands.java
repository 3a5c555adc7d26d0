// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Commands to the machine. Each is checked, numbered, put into {@code commands_config} and watched
 * until the modules it is for have answered, or its time is over. Thread-safe.
 */
@ProviderType
public interface Commands {

  /**
   * Sends a command. Does not wait. An emergency stop is a level from the next record on, whatever
   * waits before it.
   *
   * @return always completed with an answer, never with an exception; on a thread on which no
   *     dependent action may block. Timing: cold
   */
  CompletionStage<CommandAnswer> send(CommandRequest request);
}
