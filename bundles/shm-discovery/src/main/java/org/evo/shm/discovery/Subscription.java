// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener, told on one thread at a time, which it has while there is something to tell. */
final class Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  private final SegmentListener listener;
  private final Executor threads;
  private final EventQueue queue;
  private boolean running;
  private boolean closed;

  Subscription(SegmentListener listener, EventQueue queue, Executor threads) {
    this.listener = listener;
    this.queue = queue;
    this.threads = threads;
  }

  /** Has the listener told, after what it has still to be told. */
  synchronized void tell(List<SegmentEvent> events) {
    if (closed) {
      return;
    }
    events.forEach(queue::add);
    if (!running) {
      running = started();
    }
  }

  private boolean started() {
    try {
      threads.execute(this::drain);
      return true;
    } catch (RejectedExecutionException e) {
      // Discovery is being closed.
      return false;
    } catch (OutOfMemoryError e) {
      LOG.warn("there is no thread to tell listener {}; it is tried at the next event", listener);
      return false;
    }
  }

  private void drain() {
    for (SegmentEvent event = next(); event != null; event = next()) {
      try {
        listener.segmentChanged(event);
      } catch (RuntimeException | Error e) {
        LOG.warn(
            "listener {} failed at {} of '{}'", listener, event.kind(), event.segment().name(), e);
      }
    }
  }

  private synchronized SegmentEvent next() {
    long dropped = queue.takeDropped();
    if (dropped > 0) {
      LOG.warn("listener {} is too slow: {} events were left out", listener, dropped);
    }
    SegmentEvent event = closed ? null : queue.poll();
    running = event != null;
    return event;
  }

  synchronized void close() {
    closed = true;
  }
}
