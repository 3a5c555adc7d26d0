// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.concurrent.TimeUnit;
import org.evo.shm.tool.console.CancelSignal;
import org.evo.shm.tool.fake.ChildJvm;
import org.junit.jupiter.api.Test;

class OrderlyShutdownTest {

  private static final long PATIENCE_S = 60;

  @Test
  void shouldLetASignalEndTheCommandAndExitWithTheCommandsCode() throws Exception {
    Process process = ChildJvm.start(Command.class, "until-signal");
    try (BufferedReader out = process.inputReader()) {
      assertEquals("ready", out.readLine());
      process.toHandle().destroy();

      assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
      assertEquals("cleaned up", out.readLine());
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldExitWithTheCommandsCodeWithoutASignal() throws Exception {
    Process process = ChildJvm.start(Command.class, "at-once");
    try {
      assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
      assertEquals(7, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  /** A command in a process of its own. */
  static final class Command {

    private static final long LONG_NS = 600_000_000_000L;

    private Command() {}

    public static void main(String[] args) {
      CancelSignal signal = new CancelSignal();
      OrderlyShutdown shutdown = OrderlyShutdown.install(signal);
      if (args[0].equals("at-once")) {
        shutdown.exit(7);
      }
      System.out.println("ready");
      boolean cancelled = signal.await(LONG_NS);
      System.out.println("cleaned up");
      shutdown.exit(cancelled ? 0 : 1);
    }
  }
}
