// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** Puts the commands and the global options together. */
final class CommandTree {

  /** The tool's name. */
  static final String NAME = "evo-shm";

  private CommandTree() {}

  static CommandLine of(ToolContext context, List<ToolCommand> commands) {
    CommandSpec root = CommandSpec.create().name(NAME);
    root.usageMessage()
        .description("Look at and work with shared memory segments of any process.")
        .footer("", "Exit codes: 0 good, 1 a problem was found, 2 wrong usage.");
    root.addOption(context.directoryOption());
    root.addOption(context.jsonOption());
    root.addOption(help());
    root.addOption(version());
    for (ToolCommand command : commands) {
      CommandSpec spec = command.spec(context);
      root.addSubcommand(spec.name(), spec);
    }
    return new CommandLine(root).setExpandAtFiles(false);
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .usageHelp(true)
        .scopeType(ScopeType.INHERIT)
        .description("Show what a command understands.")
        .build();
  }

  private static OptionSpec version() {
    return OptionSpec.builder("--version")
        .type(boolean.class)
        .versionHelp(true)
        .description("Show the version of this tool.")
        .build();
  }
}
