// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.tool.verb.ListVerb;
import picocli.CommandLine.Model.CommandSpec;

/** {@code list}. */
final class ListCommand implements ToolCommand {

  @Override
  public CommandSpec spec(ToolContext context) {
    return Arguments.command("list", "List the segments of a directory.", () -> run(context));
  }

  private static int run(ToolContext context) {
    return new ListVerb(context.discovery(), context.directory(), context.output()).run();
  }
}
