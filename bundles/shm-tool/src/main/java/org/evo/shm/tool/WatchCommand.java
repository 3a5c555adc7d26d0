// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.verb.WatchVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code watch}. */
final class WatchCommand implements ToolCommand {

  private static final long MAX_HZ = 1000;
  private static final long PEOPLE_HZ = 2;
  private static final long JSON_HZ = 10;
  private static final long SECOND_NS = 1_000_000_000L;

  @Override
  public CommandSpec spec(ToolContext context) {
    PositionalParamSpec segment = Arguments.segment();
    OptionSpec hz =
        Arguments.number(
            "--hz",
            1,
            MAX_HZ,
            "Looks a second, 1 to "
                + MAX_HZ
                + "; default "
                + PEOPLE_HZ
                + ", with --json "
                + JSON_HZ
                + ".");
    OptionSpec count = Arguments.number("--count", 1, Long.MAX_VALUE, "End after this many looks.");
    OptionSpec seconds = Arguments.seconds("--seconds", "End after this time; default: at Ctrl-C.");
    OptionSpec trust = Arguments.trust();
    return Arguments.command(
            "watch",
            "Show a segment's values as they change, by field name where it is typed.",
            () -> run(context, Arguments.name(segment), hz, count, seconds, trust))
        .addPositional(segment)
        .addOption(hz)
        .addOption(count)
        .addOption(seconds)
        .addOption(trust);
  }

  private static int run(
      ToolContext context,
      String segment,
      OptionSpec hz,
      OptionSpec count,
      OptionSpec seconds,
      OptionSpec trust) {
    Output output = context.output();
    long rate = Arguments.valueOr(hz, output.json() ? JSON_HZ : PEOPLE_HZ);
    Host host = context.host();
    return context.withManager(
        Arguments.trusted(trust),
        manager ->
            new WatchVerb(manager, output, host.nanoClock(), host.cancellation())
                .run(
                    segment,
                    SECOND_NS / rate,
                    Arguments.valueOr(count, Long.MAX_VALUE),
                    Arguments.valueOr(seconds, Long.MAX_VALUE)));
  }
}
