// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.Set;
import org.evo.shm.tool.verb.ListVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code list}. */
final class ListCommand implements ToolCommand {

  @Override
  public CommandSpec spec(ToolContext context) {
    OptionSpec trust = Arguments.trust();
    return Arguments.command(
            "list",
            "List the segments of a directory.",
            () -> run(context, Arguments.trusted(trust)))
        .addOption(trust);
  }

  private static int run(ToolContext context, Set<Integer> trusted) {
    return new ListVerb(
            context.discovery(trusted),
            context.audit(trusted),
            context.directory(),
            context.output())
        .run();
  }
}
