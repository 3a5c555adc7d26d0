// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import picocli.CommandLine.Model.CommandSpec;

/** One command of the tool. */
@FunctionalInterface
public interface ToolCommand {

  /**
   * Describes the command. Its user object is a {@code Callable<Integer>} that runs it and returns
   * the exit code; what it throws is reported by the caller in one line. For an annotated class:
   * {@code CommandSpec.forAnnotatedObject(new RunCommand(context))}.
   *
   * @param context to be used when it runs, not before
   */
  CommandSpec spec(ToolContext context);
}
