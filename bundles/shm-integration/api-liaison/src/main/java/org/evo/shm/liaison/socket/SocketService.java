// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.socket;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evo.shm.liaison.Commands;
import org.evo.shm.liaison.SystemSnapshots;
import org.evo.shm.module.ModuleFault;
import org.evo.shm.module.kit.ModuleCondition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the socket on a thread of its own, and opens it again when it could not be had or was
 * lost. Thread-safe.
 */
public final class SocketService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SocketService.class);
  private static final long RETRY_MS = 1_000;
  private static final long STOP_TIMEOUT_MS = 3_000;

  private final Path path;
  private final LineHandler handler;
  private final LongSupplier clock;
  private final ModuleCondition condition;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private CommandSocket serving;

  private SocketService(
      Path path, LineHandler handler, LongSupplier clock, ModuleCondition condition) {
    this.path = path;
    this.handler = handler;
    this.clock = clock;
    this.condition = condition;
    this.thread = new Thread(null, this::run, "evo-liaison-socket", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(SocketService.class.getClassLoader());
  }

  /**
   * Starts it.
   *
   * @param condition hears whether the socket is there
   */
  public static SocketService start(
      Path path,
      Commands commands,
      SystemSnapshots snapshots,
      LongSupplier clock,
      ModuleCondition condition) {
    SocketService service =
        new SocketService(path, new MachineLines(commands, snapshots), clock, condition);
    service.thread.start();
    return service;
  }

  /** Ends it and removes the socket. Idempotent. Timing: blocking. */
  @Override
  public void close() {
    stop.countDown();
    synchronized (this) {
      if (serving != null) {
        serving.stop();
      }
    }
    try {
      thread.join(STOP_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    condition.degraded(ModuleFault.SOCKET_FAILED, false, "");
  }

  private void run() {
    do {
      try {
        serve();
      } catch (IOException | RuntimeException e) {
        LOG.debug("the socket failed", e);
        condition.degraded(ModuleFault.SOCKET_FAILED, true, path + ": " + e.getMessage());
      }
    } while (!stopped());
  }

  private void serve() throws IOException {
    try (CommandSocket socket = CommandSocket.open(path, handler, clock)) {
      if (!serving(socket)) {
        return;
      }
      LOG.info("commands are taken at {}", path);
      condition.degraded(ModuleFault.SOCKET_FAILED, false, "");
      try {
        socket.serve();
      } finally {
        serving(null);
      }
    }
  }

  /** Returns false when it is to end. */
  private synchronized boolean serving(CommandSocket socket) {
    serving = socket;
    return stop.getCount() > 0;
  }

  private boolean stopped() {
    try {
      return stop.await(RETRY_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
