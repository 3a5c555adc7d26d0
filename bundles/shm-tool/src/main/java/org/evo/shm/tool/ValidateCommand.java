// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import org.evo.shm.tool.verb.ValidateVerb;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code validate}. */
final class ValidateCommand implements ToolCommand {

  @Override
  public CommandSpec spec(ToolContext context) {
    PositionalParamSpec segment = Arguments.optionalSegment();
    OptionSpec repair =
        Arguments.flag("--repair", "Mend what can be mended without touching what anybody owns.");
    OptionSpec trust = Arguments.trust();
    return Arguments.command(
            "validate",
            "Check header, layout, metadata, identity, locks, permissions and residue.",
            () -> run(context, segment, repair, trust))
        .addPositional(segment)
        .addOption(repair)
        .addOption(trust);
  }

  private static int run(
      ToolContext context, PositionalParamSpec segment, OptionSpec repair, OptionSpec trust) {
    return new ValidateVerb(
            context.validator(Arguments.trusted(trust)), context.directory(), context.output())
        .run(Arguments.optionalName(segment), Arguments.valueOr(repair, false));
  }
}
