// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

/** Starts the tool with its own commands. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    ToolProcess.run(ToolCommands.standard(), args);
  }
}
