// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.Set;
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
    OptionSpec seconds = Arguments.seconds("--seconds", "How long; default 1.");
    OptionSpec trust = Arguments.trust();
    return Arguments.command(
            "read",
            "Read at full speed and verify the pattern of 'write', every byte.",
            () ->
                run(
                    context,
                    Arguments.name(segment),
                    Arguments.valueOr(seconds, DEFAULT_NS),
                    Arguments.trusted(trust)))
        .addPositional(segment)
        .addOption(seconds)
        .addOption(trust);
  }

  private static int run(
      ToolContext context, String segment, long durationNs, Set<Integer> trusted) {
    Host host = context.host();
    return context.withManager(
        trusted,
        manager ->
            new ReadVerb(manager, context.output(), host.nanoClock(), host.cancellation())
                .run(segment, durationNs));
  }
}
