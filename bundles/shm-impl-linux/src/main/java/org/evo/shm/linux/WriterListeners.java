// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.evo.shm.WriterListener;
import org.evo.shm.error.ShmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of one client, on a thread of its own that ends when it has nothing to do: a
 * slow or throwing listener holds up nobody but the listeners after it. Thread-safe.
 */
final class WriterListeners implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WriterListeners.class);
  private static final int QUEUE = 1024;

  private final List<WriterListener> listeners = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor thread;

  WriterListeners() {
    thread = EventThread.create("evo-shm-events", QUEUE);
  }

  /** Adds one; close what is returned to take it away. */
  AutoCloseable add(WriterListener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void republished(String segment) {
    tell(listener -> listener.republished(segment));
  }

  void lost(String segment, ShmException cause) {
    tell(listener -> listener.lost(segment, cause));
  }

  private void tell(Consumer<WriterListener> event) {
    try {
      listeners.forEach(listener -> thread.execute(() -> deliver(listener, event)));
    } catch (RejectedExecutionException e) {
      LOG.warn("listeners are too slow, or gone: an event was dropped: {}", e.toString());
    }
  }

  private static void deliver(WriterListener listener, Consumer<WriterListener> event) {
    try {
      event.accept(listener);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
