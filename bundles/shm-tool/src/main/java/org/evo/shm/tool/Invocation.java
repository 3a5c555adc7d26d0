// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command line on its way from its words to an exit code. */
final class Invocation {

  private final CommandLine tree;

  private Invocation(CommandLine tree) {
    this.tree = tree;
  }

  static Invocation of(ToolContext context, List<ToolCommand> commands) {
    return new Invocation(CommandTree.of(context, commands));
  }

  /** Parses and runs it; returns the exit code. */
  int run(Output output, String... args) throws Exception {
    ParseResult parsed = tree.parseArgs(args);
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    CommandSpec command = parsed.commandSpec();
    if (parsed.isUsageHelpRequested()) {
      return answer(output, "help", help(output, command), "");
    }
    if (parsed.isVersionHelpRequested()) {
      return answer(output, "version", version(), "\n");
    }
    if (command.parent() == null) {
      UsageErrors.noCommand(command).print(output);
      return ExitCodes.USAGE;
    }
    return (Integer) ((Callable<?>) command.userObject()).call();
  }

  private static int answer(Output output, String key, String text, String end) {
    if (output.json()) {
      output.object(json -> json.name(key).value(text));
    } else {
      output.text(text + end);
    }
    return ExitCodes.GOOD;
  }

  private static String help(Output output, CommandSpec command) {
    boolean colour = output.terminal().colour() && !output.json();
    return command.commandLine().getUsageMessage(colour ? Ansi.ON : Ansi.OFF);
  }

  /** From the manifest of the jar; classes in a folder have none. */
  private static String version() {
    String version = Invocation.class.getPackage().getImplementationVersion();
    return Optional.ofNullable(version).orElse("development");
  }
}
