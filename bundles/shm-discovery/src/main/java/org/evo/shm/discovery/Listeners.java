// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.SegmentListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All listeners, each with a queue and, while it is being told, a thread of its own: a slow or
 * throwing one holds up nobody else. Thread-safe; the caller keeps the order of events.
 */
final class Listeners implements AutoCloseable {

  /** How many events a listener may be behind. */
  static final int QUEUE = 16_384;

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private static final long IDLE_MS = 500;
  private static final long END_MS = 1000;

  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_MS,
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          Listeners::newThread);

  private static Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "evo-shm-listener");
    thread.setDaemon(true);
    thread.setContextClassLoader(Listeners.class.getClassLoader());
    return thread;
  }

  /** Adds one that is told {@code replay} first. */
  SegmentDiscovery.Registration add(SegmentListener listener, List<SegmentEvent> replay) {
    Subscription subscription = new Subscription(listener, new EventQueue(replay, QUEUE), threads);
    subscriptions.add(subscription);
    subscription.tell(List.of());
    return () -> {
      subscription.close();
      subscriptions.remove(subscription);
    };
  }

  void tell(List<SegmentEvent> events) {
    if (!events.isEmpty()) {
      subscriptions.forEach(subscription -> subscription.tell(events));
    }
  }

  /** Tells nobody any more; interrupts those that are being told and waits a moment for them. */
  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    subscriptions.clear();
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(END_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a listener does not return; its thread 'evo-shm-listener' is left to it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
