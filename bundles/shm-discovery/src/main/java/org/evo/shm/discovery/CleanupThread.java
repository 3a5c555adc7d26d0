// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evo.shm.SegmentDiscovery;
import org.evo.shm.SegmentEvent;
import org.evo.shm.error.ShmException;
import org.evo.shm.spi.SegmentCleaner;
import org.evo.shm.spi.SegmentProbe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes abandoned segments by itself: each orphan when its grace is over or its last reader has
 * left, whatever else there is once a period. One thread, from the start to {@link #close()}.
 */
public final class CleanupThread implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CleanupThread.class);
  private static final long FAILED_NS = TimeUnit.SECONDS.toNanos(1);
  private static final long END_MS = TimeUnit.SECONDS.toMillis(10);

  private final Orphans orphans;
  private final CleanupPasses passes;
  private final long periodNs;
  private final Semaphore woken = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "evo-shm-cleanup");
  private SegmentDiscovery.Registration registration;
  private long passDueNs;
  private String lastFailure = "";
  private volatile boolean closed;

  private CleanupThread(
      CleanupSettings settings,
      SegmentDiscovery discovery,
      SegmentCleaner cleaner,
      SegmentProbe probe) {
    this.periodNs = TimeUnit.MILLISECONDS.toNanos(settings.periodMs());
    this.passDueNs = System.nanoTime() + periodNs;
    this.orphans = new Orphans(TimeUnit.MILLISECONDS.toNanos(settings.graceMs()), periodNs);
    this.passes = new CleanupPasses(discovery, cleaner, probe, orphans, settings.request());
  }

  /**
   * Starts one.
   *
   * @param discovery tells which segments are abandoned, and since when
   * @param cleaner removes them
   * @param probe tells whether they have readers
   * @return close it to end it
   */
  public static CleanupThread start(
      CleanupSettings settings,
      SegmentDiscovery discovery,
      SegmentCleaner cleaner,
      SegmentProbe probe) {
    CleanupThread started = new CleanupThread(settings, discovery, cleaner, probe);
    started.registration = discovery.addListener(started::changed);
    started.thread.setDaemon(true);
    started.thread.setContextClassLoader(CleanupThread.class.getClassLoader());
    started.thread.start();
    return started;
  }

  private void changed(SegmentEvent event) {
    orphans.note(event);
    if (event.kind() == SegmentEvent.Kind.ORPHANED) {
      woken.release();
    }
  }

  private void run() {
    while (!closed) {
      try {
        round();
      } catch (RuntimeException | Error e) {
        // Errors too: with more memory, or its classes again, a bundle may go on.
        failed(e);
      }
    }
  }

  private void round() {
    long nowNs = System.nanoTime();
    if (await(orphans.idleNs(nowNs, Math.max(0, passDueNs - nowNs)))) {
      // Another orphan: when is it due?
      return;
    }
    nowNs = System.nanoTime();
    boolean pass = nowNs - passDueNs >= 0;
    if (pass) {
      passDueNs = nowNs + periodNs;
    }
    remove(pass, nowNs);
  }

  private void remove(boolean pass, long nowNs) {
    try {
      passes.removeOrphans(nowNs);
      if (pass) {
        passes.removeEverything(nowNs);
      }
      lastFailure = "";
    } catch (ShmException e) {
      passes.putOff(nowNs);
      if (!e.getMessage().equals(lastFailure)) {
        lastFailure = e.getMessage();
        LOG.warn("what is abandoned cannot be removed: {}", lastFailure);
      }
    }
  }

  private void failed(Throwable failure) {
    try {
      LOG.error("a cleanup failed; it is tried again", failure);
      passes.putOff(System.nanoTime());
    } catch (RuntimeException | Error again) {
      // What is in short supply for a cleanup is so for telling of it; there may be some later.
      lastFailure = "";
    }
    LockSupport.parkNanos(this, FAILED_NS);
  }

  /** Whether it was woken before the time was over. */
  private boolean await(long timeNs) {
    try {
      boolean early = woken.tryAcquire(timeNs, TimeUnit.NANOSECONDS);
      woken.drainPermits();
      return early;
    } catch (InterruptedException e) {
      // Nobody who knows this thread interrupts it: it ends when it is closed.
      closed = true;
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Ends it and waits for that. Idempotent. */
  @Override
  public void close() {
    registration.close();
    closed = true;
    woken.release();
    try {
      thread.join(END_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("thread {} takes its time to end", thread.getName());
    }
  }
}
