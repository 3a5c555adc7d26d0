// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after open handles every {@value #PERIOD_MS} ms, so that the hot path need not: whether
 * their files still have their names and their lengths. One thread, which runs while anything is
 * being watched. Thread-safe.
 */
final class HandleWatch implements AutoCloseable {

  /** Between two looks at everything. */
  static final long PERIOD_MS = 50;

  /** How long an {@link InternalError} may be under way to the thread that is told of it. */
  private static final long FAULT_MEMORY_NS = TimeUnit.SECONDS.toNanos(10);

  private static final Logger LOG = LoggerFactory.getLogger(HandleWatch.class);

  /** Something to look after. */
  @FunctionalInterface
  interface Watched {

    /**
     * Looks, and mends what it finds.
     *
     * @param tick counts the rounds
     */
    void check(long tick);
  }

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final Set<Watched> failing = ConcurrentHashMap.newKeySet();
  private boolean running;

  /** The last one that was started: it ends when it is not to run any more. */
  private Thread thread;

  private boolean closed;
  private volatile long truncatedAtNs;
  private volatile boolean truncationSeen;

  /** Starts looking after something. */
  synchronized void add(Watched handle) {
    if (closed) {
      throw new IllegalStateException("the platform of this handle was closed");
    }
    if (!running) {
      Thread starting = new Thread(this::run, "evo-shm-watch");
      starting.setDaemon(true);
      // Not that of whoever happens to open the first handle: it would be kept alive.
      starting.setContextClassLoader(HandleWatch.class.getClassLoader());
      // There may be no more threads; the next handle then tries again.
      starting.start();
      thread = starting;
      running = true;
    }
    watched.add(handle);
  }

  /** Stops looking after it; the round under way may still do so once. */
  synchronized void remove(Watched handle) {
    watched.remove(handle);
    failing.remove(handle);
    notifyAll();
  }

  /** Notes that a file was found truncated. */
  void truncationFound() {
    truncatedAtNs = System.nanoTime();
    truncationSeen = true;
  }

  /**
   * Whether a file of this process was truncated lately. The virtual machine reports such an access
   * late, and to whichever code happens to run then.
   */
  boolean truncatedLately() {
    return truncationSeen && System.nanoTime() - truncatedAtNs < FAULT_MEMORY_NS;
  }

  private void run() {
    for (long tick = 1; awaitNextRound(); tick++) {
      for (Watched handle : watched) {
        check(handle, tick);
      }
    }
  }

  private void check(Watched handle, long tick) {
    try {
      handle.check(tick);
      failing.remove(handle);
    } catch (RuntimeException | VirtualMachineError e) {
      // InternalError: truncated just now, which the next round finds. OutOfMemoryError: too large
      // to be handed over. One bad handle must not leave the others unwatched.
      if (failing.add(handle)) {
        LOG.warn("{} cannot be looked after, trying again: {}", handle, e.toString());
      }
    }
  }

  /** False when there is nothing more to do: the thread ends. */
  private synchronized boolean awaitNextRound() {
    try {
      long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PERIOD_MS);
      long leftNs = deadlineNs - System.nanoTime();
      while (leftNs > 0 && !closed && !watched.isEmpty()) {
        TimeUnit.NANOSECONDS.timedWait(this, leftNs);
        leftNs = deadlineNs - System.nanoTime();
      }
    } catch (InterruptedException e) {
      // Nobody has a reason to; ending is the answer to it all the same.
      closed = true;
    }
    running = !closed && !watched.isEmpty();
    return running;
  }

  /** Ends the thread and waits for it, as long as a check may take. */
  @Override
  public void close() {
    Thread last;
    synchronized (this) {
      closed = true;
      last = thread;
      notifyAll();
    }
    if (last != null) {
      join(last);
    }
  }

  private static void join(Thread last) {
    try {
      last.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
