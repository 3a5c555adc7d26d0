// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.concurrent.TimeUnit;
import org.evo.shm.CleanupRequest;
import org.evo.shm.tool.verb.CleanupVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code cleanup}. */
final class CleanupCommand implements ToolCommand {

  private final OptionSpec dryRun =
      Arguments.flag("--dry-run", "Say what would be removed, and remove nothing.");
  private final OptionSpec name =
      Arguments.glob("--name", "Only these segments, with * for any text and ? for any character.");
  private final OptionSpec module = Arguments.glob("--module", "Only of these modules, likewise.");
  private final OptionSpec grace =
      Arguments.secondsOrNone(
          "--grace",
          "How long after the last sign of life of its writer a segment stays; default "
              + TimeUnit.MILLISECONDS.toSeconds(CleanupRequest.GRACE_MS)
              + ".");
  private final OptionSpec emergency =
      Arguments.flag("--emergency", "Mind neither grace nor attached readers.");

  @Override
  public CommandSpec spec(ToolContext context) {
    return Arguments.command(
            "cleanup",
            "Remove segments whose writers are proven dead, and what crashes left of others.",
            () -> run(context))
        .addOption(dryRun)
        .addOption(name)
        .addOption(module)
        .addOption(grace)
        .addOption(emergency);
  }

  private int run(ToolContext context) {
    return new CleanupVerb(
            context.cleaner(), context.discovery(), context.directory(), context.output())
        .run(request());
  }

  private CleanupRequest request() {
    CleanupRequest request =
        CleanupRequest.ALL
            .named(Arguments.valueOr(name, "*"))
            .ofModules(Arguments.valueOr(module, "*"))
            .withGraceMs(graceMs());
    request = Arguments.valueOr(emergency, false) ? request.asEmergency() : request;
    return Arguments.valueOr(dryRun, false) ? request.asDryRun() : request;
  }

  private long graceMs() {
    Long graceNs = grace.getValue();
    return graceNs == null ? CleanupRequest.GRACE_MS : TimeUnit.NANOSECONDS.toMillis(graceNs);
  }
}
