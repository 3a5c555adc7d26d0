// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.runtime;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.evo.shm.SegmentNames;
import org.evo.shm.error.InvalidNameException;
import org.evo.shm.tool.ToolCommand;
import org.evo.shm.tool.ToolContext;
import org.evo.shm.tool.console.ExitCodes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** {@code run}. */
final class RunCommand implements ToolCommand {

  static final String DEFAULT_INSTANCE = "default";
  private static final String DEFAULT_CONF = "conf";
  private static final double MAX_SECONDS = 1e8;
  private static final double SECOND_NS = 1e9;

  private final OptionSpec modules =
      option(
          "--modules",
          "A,B",
          ModuleChoice.class,
          ModuleChoice::parse,
          "The modules to start, of: "
              + String.join(", ", KnownModule.names())
              + "; default all; '' for none.");
  private final OptionSpec instance =
      option(
          "--instance",
          "NAME",
          String.class,
          RunCommand::toInstance,
          "The name of this run; default " + DEFAULT_INSTANCE + ".");
  private final OptionSpec conf =
      option(
          "--conf",
          "DIR",
          Path.class,
          Path::of,
          "The directory of the configuration, created when missing, watched while it runs;"
              + " default "
              + DEFAULT_CONF
              + "/ beside evo-shm.");
  private final OptionSpec duration =
      option(
          "--for",
          "SECONDS",
          Long.class,
          RunCommand::toNanoseconds,
          "How long; default: for ever.");

  @Override
  public CommandSpec spec(ToolContext context) {
    Callable<Integer> action = () -> run(context);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(action).name("run");
    spec.usageMessage().description("Start the runtime with its modules, until Ctrl-C.");
    return spec.addOption(modules).addOption(instance).addOption(conf).addOption(duration);
  }

  private RunOptions options(ToolContext context, Installation installation) {
    Path configured = conf.getValue();
    Path directory = configured == null ? installation.home().resolve(DEFAULT_CONF) : configured;
    Long durationNs = duration.getValue();
    return new RunOptions(
        context.directory(),
        valueOr(instance, DEFAULT_INSTANCE),
        valueOr(modules, ModuleChoice.all()).modules(),
        directory.toAbsolutePath().normalize(),
        durationNs == null ? OptionalLong.empty() : OptionalLong.of(durationNs));
  }

  private int run(ToolContext context) {
    Installation installation = Installation.ofProcess();
    try {
      return new RunSession(context, installation, options(context, installation)).run();
    } catch (RunRefusedException e) {
      e.report().print(context.output());
      return ExitCodes.PROBLEM;
    }
  }

  private static <T> OptionSpec option(
      String name, String label, Class<T> type, ITypeConverter<T> converter, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(type)
        .converters(converter)
        .description(description)
        .build();
  }

  private static <T> T valueOr(OptionSpec option, T absent) {
    T given = option.getValue();
    return given == null ? absent : given;
  }

  static String toInstance(String given) {
    try {
      return SegmentNames.checkSegment(given);
    } catch (InvalidNameException e) {
      throw new TypeConversionException("'" + e.segment() + "' is no name; " + e.remedy());
    }
  }

  private static Long toNanoseconds(String given) {
    String refused =
        "'" + given + "' is no number of seconds above 0 and up to " + (long) MAX_SECONDS;
    double seconds;
    try {
      seconds = Double.parseDouble(given);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(refused);
    }
    if (!(seconds > 0 && seconds <= MAX_SECONDS)) {
      throw new TypeConversionException(refused);
    }
    return (long) (seconds * SECOND_NS);
  }
}
