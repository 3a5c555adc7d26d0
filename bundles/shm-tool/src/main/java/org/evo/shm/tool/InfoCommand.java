// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.tool.verb.InfoVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code info}. */
final class InfoCommand implements ToolCommand {

  @Override
  public CommandSpec spec(ToolContext context) {
    PositionalParamSpec segment = Arguments.segment();
    return Arguments.command(
            "info", "Show all that is known of a segment.", () -> run(context, segment.getValue()))
        .addPositional(segment);
  }

  private static int run(ToolContext context, String segment) {
    return context.withManager(
        manager -> new InfoVerb(context.discovery(), manager, context.output()).run(segment));
  }
}
