// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

/** What a module does with its commands. Called on its loop. */
public interface CommandHandler {

  /** Does what the command says, or begins to. Each command comes once, in order. */
  CommandReply handle(Command command);

  /**
   * Commands were overwritten before they were seen. Nobody knows whom they were for, or whether
   * one of them was to stop something.
   */
  void lost(long count);
}
