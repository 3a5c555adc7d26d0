// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.Set;
import org.evo.shm.tool.verb.InfoVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code info}. */
final class InfoCommand implements ToolCommand {

  @Override
  public CommandSpec spec(ToolContext context) {
    PositionalParamSpec segment = Arguments.segment();
    OptionSpec trust = Arguments.trust();
    return Arguments.command(
            "info",
            "Show all that is known of a segment.",
            () -> run(context, Arguments.name(segment), Arguments.trusted(trust)))
        .addPositional(segment)
        .addOption(trust);
  }

  private static int run(ToolContext context, String segment, Set<Integer> trusted) {
    return context.withManager(
        trusted,
        manager ->
            new InfoVerb(
                    context.discovery(trusted), manager, context.audit(trusted), context.output())
                .run(segment));
  }
}
