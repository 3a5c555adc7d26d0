// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.tool.verb.ReadVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code read}. */
final class ReadCommand implements ToolCommand {

  private static final long DEFAULT_NS = 1_000_000_000L;

  @Override
  public CommandSpec spec(ToolContext context) {
    PositionalParamSpec segment = Arguments.segment();
    OptionSpec seconds = Arguments.seconds("How long; default 1.");
    return Arguments.command(
            "read",
            "Read at full speed and verify the pattern of 'write', every byte.",
            () -> run(context, segment.getValue(), Arguments.valueOr(seconds, DEFAULT_NS)))
        .addPositional(segment)
        .addOption(seconds);
  }

  private static int run(ToolContext context, String segment, long durationNs) {
    Host host = context.host();
    return context.withManager(
        manager ->
            new ReadVerb(manager, context.output(), host.nanoClock(), host.cancellation())
                .run(segment, durationNs));
  }
}
