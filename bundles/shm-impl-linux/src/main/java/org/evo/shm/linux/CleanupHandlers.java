// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import org.evo.shm.CleanupHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the handlers of one process what was removed, each on a thread of its own that ends when it
 * has nothing to do: one that is slow or throws holds up nobody but itself. Thread-safe.
 */
final class CleanupHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(CleanupHandlers.class);

  /** Room for the names of one large pass. */
  private static final int QUEUE = 16_384;

  private final List<Registration> registrations = new CopyOnWriteArrayList<>();

  private final class Registration implements AutoCloseable {

    private final CleanupHandler handler;
    private final ThreadPoolExecutor thread = EventThread.create("evo-shm-cleanup-events", QUEUE);

    Registration(CleanupHandler handler) {
      this.handler = handler;
    }

    void tell(List<String> segments) {
      try {
        segments.forEach(segment -> thread.execute(() -> deliver(segment)));
      } catch (RejectedExecutionException e) {
        LOG.warn("a cleanup handler is too slow, or gone: events were dropped: {}", e.toString());
      }
    }

    private void deliver(String segment) {
      try {
        handler.removed(segment);
      } catch (RuntimeException e) {
        LOG.warn("a cleanup handler failed at '{}'", segment, e);
      }
    }

    @Override
    public void close() {
      registrations.remove(this);
      thread.shutdown();
    }
  }

  /** Adds one; close what is returned to take it away. */
  AutoCloseable add(CleanupHandler handler) {
    Registration registration = new Registration(handler);
    registrations.add(registration);
    return registration;
  }

  void removed(List<String> segments) {
    registrations.forEach(registration -> registration.tell(segments));
  }
}
