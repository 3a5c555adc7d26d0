// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.evo.shm.tool.console.CancelSignal;
import org.evo.shm.tool.console.ExitCodes;

/**
 * Lets a signal end the command instead of the process: the virtual machine is held in its shutdown
 * until the command has cleaned up, and then exits with the command's code, not the signal's.
 */
final class OrderlyShutdown {

  /** More than the longest wait of a close. */
  private static final long PATIENCE_S = 30;

  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final CancelSignal signal;
  private final Thread hook = new Thread(this::onShutdown, "evo-shm-shutdown");

  private OrderlyShutdown(CancelSignal signal) {
    this.signal = signal;
  }

  /** Takes over SIGINT, SIGTERM and SIGHUP, which give {@code signal} from now on. */
  static OrderlyShutdown install(CancelSignal signal) {
    OrderlyShutdown shutdown = new OrderlyShutdown(signal);
    Runtime.getRuntime().addShutdownHook(shutdown.hook);
    return shutdown;
  }

  /** Ends the process with this code; does not return. */
  void exit(int code) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The shutdown is under way and its hook waits for the code.
      exitCode.complete(code);
    }
    System.exit(code);
  }

  private void onShutdown() {
    signal.cancel();
    Runtime.getRuntime().halt(awaitExitCode());
  }

  private int awaitExitCode() {
    try {
      return exitCode.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return ExitCodes.PROBLEM;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCodes.PROBLEM;
    }
  }
}
