// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux.watch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.evo.shm.linux.identity.ProcessIdentity;
import org.evo.shm.spi.ProcessWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One who wants to know when a process ends, once. Thread-safe. */
final class EndWatch implements ProcessWatch.Watch {

  private static final Logger LOG = LoggerFactory.getLogger(EndWatch.class);
  private static final long SLOW_NS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ProcessIdentity process;
  private final Runnable ended;
  private final Consumer<EndWatch> whenClosed;
  private final AtomicBoolean over = new AtomicBoolean();

  EndWatch(ProcessIdentity process, Runnable ended, Consumer<EndWatch> whenClosed) {
    this.process = process;
    this.ended = ended;
    this.whenClosed = whenClosed;
  }

  ProcessIdentity process() {
    return process;
  }

  /** Tells it, unless it was closed; what it throws harms nobody else. */
  void tell() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    long startNs = System.nanoTime();
    try {
      ended.run();
    } catch (RuntimeException | Error e) {
      // Errors too: a bundle that is gone lacks classes, and all others are still to be told.
      LOG.warn("{} failed when told of the end of process {}", ended, process.pid(), e);
    }
    long tookNs = System.nanoTime() - startNs;
    if (tookNs > SLOW_NS) {
      LOG.warn(
          "{} took {} ms when told of the end of process {}; all others waited",
          ended,
          TimeUnit.NANOSECONDS.toMillis(tookNs),
          process.pid());
    }
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      whenClosed.accept(this);
    }
  }
}
