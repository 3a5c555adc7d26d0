// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.ArrayList;
import java.util.List;
import org.evo.shm.tool.console.ErrorReport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what would be right, in one line. */
final class UsageErrors {

  private UsageErrors() {}

  static ErrorReport of(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String reason =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, command)
            : Character.toLowerCase(e.getMessage().charAt(0)) + e.getMessage().substring(1);
    return ErrorReport.usage(reason, allowed(command));
  }

  static ErrorReport noCommand(CommandSpec root) {
    return ErrorReport.usage("no command is given", allowed(root));
  }

  private static String unmatched(UnmatchedArgumentException e, CommandSpec command) {
    String argument = e.getUnmatched().get(0);
    String kind = command.subcommands().isEmpty() ? "argument" : "command";
    return "unknown " + (argument.startsWith("-") ? "option" : kind) + " '" + argument + "'";
  }

  private static String allowed(CommandSpec command) {
    String usage = "use: " + command.qualifiedName();
    if (!command.subcommands().isEmpty()) {
      return usage + " " + String.join("|", command.subcommands().keySet()) + " [--help]";
    }
    List<String> words = new ArrayList<>();
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      words.add(parameter.paramLabel());
    }
    for (OptionSpec option : command.options()) {
      words.add("[" + option.longestName() + value(option) + "]");
    }
    return usage + " " + String.join(" ", words);
  }

  private static String value(ArgSpec option) {
    return option.arity().max() == 0 ? "" : " " + option.paramLabel();
  }
}
