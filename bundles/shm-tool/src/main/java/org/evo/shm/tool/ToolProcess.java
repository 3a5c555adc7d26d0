// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.Map;
import org.evo.shm.tool.console.CancelSignal;
import org.evo.shm.tool.console.Streams;

/** A process that is there for one command. */
public final class ToolProcess {

  private ToolProcess() {}

  /**
   * Runs one command in this process and ends it with the command's exit code. SIGINT and SIGTERM
   * cancel the command and leave it time to come to its end. Does not return.
   *
   * @param commands what is understood
   * @param args the command line
   */
  public static void run(ToolCommands commands, String... args) {
    Map<String, String> environment = System.getenv();
    CancelSignal signal = new CancelSignal();
    OrderlyShutdown shutdown = OrderlyShutdown.install(signal);
    Host host =
        new Host(
            Streams.ofProcess(environment),
            environment,
            System::nanoTime,
            signal,
            new LinuxCores());
    shutdown.exit(commands.run(host, args));
  }
}
