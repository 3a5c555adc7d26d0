// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.evo.shm.error.IoException;
import org.evo.shm.error.ShmException;
import org.evo.shm.tool.console.ErrorReport;
import org.evo.shm.tool.console.ExitCodes;
import org.evo.shm.tool.console.Output;
import org.evo.shm.tool.console.OutputClosedException;
import picocli.CommandLine.ParameterException;

/** The commands that a process understands. Immutable. */
public final class ToolCommands {

  private final List<ToolCommand> commands;

  private ToolCommands(List<ToolCommand> commands) {
    this.commands = List.copyOf(commands);
  }

  /** The commands of this module. */
  public static ToolCommands standard() {
    return new ToolCommands(
        List.of(
            new ListCommand(),
            new InfoCommand(),
            new TopCommand(),
            new ValidateCommand(),
            new CleanupCommand(),
            new WatchCommand(),
            new ReadCommand(),
            new WriteCommand(),
            new BenchCommand()));
  }

  /** These commands and one more. */
  public ToolCommands and(ToolCommand command) {
    List<ToolCommand> more = new ArrayList<>(commands);
    more.add(command);
    return new ToolCommands(more);
  }

  /**
   * Runs one command. Whatever goes wrong is reported in one line; nothing is thrown.
   *
   * @return the exit code
   */
  public int run(Host host, String... args) {
    // Asked before parsing, so that a wrong command line is reported in the right form too.
    Output output = new Output(host.streams(), Arrays.asList(args).contains("--json"));
    try {
      return Invocation.of(new ToolContext(host), commands).run(output, args);
    } catch (OutputClosedException e) {
      return ExitCodes.GOOD;
    } catch (ParameterException e) {
      return report(output, UsageErrors.of(e), ExitCodes.USAGE);
    } catch (WrongArgumentException e) {
      return report(output, ErrorReport.of(e.refusal()), ExitCodes.USAGE);
    } catch (ShmException e) {
      return report(output, ErrorReport.of(e), ExitCodes.PROBLEM);
    } catch (OutOfMemoryError e) {
      return report(output, ErrorReport.of(e), ExitCodes.PROBLEM);
    } catch (Exception | Error e) {
      return report(output, ErrorReport.unexpected(e), ExitCodes.PROBLEM);
    }
  }

  private static int report(Output output, ErrorReport report, int exitCode) {
    try {
      report.print(output);
    } catch (OutputClosedException | IoException e) {
      output.note(e.getMessage());
    }
    return exitCode;
  }
}
