// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.NameGlob;
import org.evo.shm.tool.verb.TopSort;
import org.evo.shm.tool.verb.TopVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code top}. */
final class TopCommand implements ToolCommand {

  private static final long DEFAULT_PERIOD_NS = 1_000_000_000L;

  private final OptionSpec sort =
      Arguments.choice("--sort", "By what to sort; default name.", TopSort.words());
  private final OptionSpec name =
      Arguments.glob("--name", "Which segments, with * for any text and ? for any character.");
  private final OptionSpec interval =
      Arguments.seconds("--interval", "From one look to the next; default 1.");
  private final OptionSpec count =
      Arguments.number("--count", 1, Long.MAX_VALUE, "End after this many looks.");
  private final OptionSpec seconds =
      Arguments.seconds("--seconds", "End after this time; default: at Ctrl-C.");
  private final OptionSpec trust = Arguments.trust();

  @Override
  public CommandSpec spec(ToolContext context) {
    return Arguments.command(
            "top",
            "Show all segments as they change: writers, readers, ages and rates.",
            () -> run(context))
        .addOption(sort)
        .addOption(name)
        .addOption(interval)
        .addOption(count)
        .addOption(seconds)
        .addOption(trust);
  }

  private int run(ToolContext context) {
    Host host = context.host();
    return new TopVerb(
            context.discovery(Arguments.trusted(trust)),
            context.audit(Arguments.trusted(trust)),
            context.directory(),
            context.output(),
            host.nanoClock(),
            host.cancellation())
        .run(
            new TopVerb.Wish(
                new NameGlob(Arguments.valueOr(name, "*")),
                TopSort.of(Arguments.valueOr(sort, "name")),
                Arguments.valueOr(interval, DEFAULT_PERIOD_NS),
                Arguments.valueOr(count, Long.MAX_VALUE),
                Arguments.valueOr(seconds, Long.MAX_VALUE)));
  }
}
