// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import org.evo.shm.tool.ToolCommands;
import org.evo.shm.tool.ToolProcess;

/** Starts the tool with its own commands and {@code run}. */
public final class RuntimeMain {

  private RuntimeMain() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    ToolProcess.run(ToolCommands.standard().and(new RunCommand()).and(new CommandCommand()), args);
  }
}
