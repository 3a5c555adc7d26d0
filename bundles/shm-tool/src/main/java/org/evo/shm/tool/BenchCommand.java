// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.tool.bench.BenchVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code bench}. */
final class BenchCommand implements ToolCommand {

  @Override
  public CommandSpec spec(ToolContext context) {
    OptionSpec quick = Arguments.flag("--quick", "Fewer and shorter rounds: about 20 seconds.");
    OptionSpec checksum =
        Arguments.flag("--checksum", "Checksummed segments instead of ordinary ones.");
    return Arguments.command(
            "bench",
            "Measure the operations beside a C seqlock and plain copies, in under three minutes.",
            () -> run(context, Arguments.valueOr(quick, false), Arguments.valueOr(checksum, false)))
        .addOption(quick)
        .addOption(checksum);
  }

  private static int run(ToolContext context, boolean quick, boolean checksummed) {
    return context.withManager(
        manager ->
            new BenchVerb(manager, context.output(), context.host().cancellation(), checksummed)
                .run(quick));
  }
}
