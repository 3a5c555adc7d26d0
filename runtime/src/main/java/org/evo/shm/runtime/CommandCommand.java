// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.evo.shm.runtime.CommandWords.Argument;
import org.evo.shm.runtime.CommandWords.Given;
import org.evo.shm.tool.ToolCommand;
import org.evo.shm.tool.ToolContext;
import org.evo.shm.tool.console.ExitCodes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** {@code command}. */
final class CommandCommand implements ToolCommand {

  /** Longer than any answer takes whose time is not configured otherwise. */
  private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(10);

  @Override
  public CommandSpec spec(ToolContext context) {
    OptionSpec instance = instance();
    CommandSpec[] self = new CommandSpec[1];
    Callable<Integer> nothing =
        () -> {
          throw new ParameterException(self[0].commandLine(), "No command is given");
        };
    CommandSpec command = CommandSpec.wrapWithoutInspection(nothing).name("command");
    self[0] = command;
    command
        .usageMessage()
        .description("Send a command to a running instance and print the answer.")
        .footer("", "Exit codes: 0 accepted, 1 refused or not answered, 2 wrong usage.");
    command.addOption(instance);
    for (CommandWords words : CommandWords.ALL) {
      command.addSubcommand(words.word(), spec(context, instance, words));
    }
    return command;
  }

  private static OptionSpec instance() {
    return OptionSpec.builder("--instance")
        .paramLabel("NAME")
        .type(String.class)
        .converters((ITypeConverter<String>) RunCommand::toInstance)
        .scopeType(ScopeType.INHERIT)
        .description("The instance; default " + RunCommand.DEFAULT_INSTANCE + ".")
        .build();
  }

  private static CommandSpec spec(ToolContext context, OptionSpec instance, CommandWords words) {
    List<Given> given = new ArrayList<>();
    Callable<Integer> action = () -> send(context, instance, words, given);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name(words.word());
    spec.usageMessage().description(words.description());
    // Numbers may be negative.
    spec.parser().unmatchedOptionsArePositionalParams(!words.positions().isEmpty());
    for (Argument position : words.positions()) {
      given.add(new Given(position, add(spec, position, given.size())));
    }
    for (Argument option : words.options()) {
      OptionSpec added = option.option();
      spec.addOption(added);
      given.add(new Given(option, added));
    }
    return spec;
  }

  private static ArgSpec add(CommandSpec spec, Argument position, int index) {
    ArgSpec added = position.position(index);
    spec.add(added);
    return added;
  }

  private static int send(
      ToolContext context, OptionSpec instance, CommandWords words, List<Given> given) {
    JsonObject line = new JsonObject();
    line.addProperty("command", words.word());
    for (Given argument : given) {
      Object value = argument.spec().getValue();
      if (value instanceof Double number) {
        line.addProperty(argument.argument().member(), number);
      } else if (value != null) {
        line.addProperty(argument.argument().member(), value.toString());
      }
    }
    String name = instance.getValue();
    String chosen = name == null ? RunCommand.DEFAULT_INSTANCE : name;
    return answer(context, chosen, line.toString());
  }

  private static int answer(ToolContext context, String instance, String line) {
    StateDirectory state =
        StateDirectory.of(
            instance, context.host().environment(), Path.of(System.getProperty("user.home")));
    try {
      CommandReply reply =
          CommandReply.of(new CommandClient(instance, state, PATIENCE_MS).exchange(line));
      reply.print(context.output());
      return reply.isAccepted() ? ExitCodes.GOOD : ExitCodes.PROBLEM;
    } catch (CommandFailedException e) {
      e.report().print(context.output());
      return ExitCodes.PROBLEM;
    }
  }
}
