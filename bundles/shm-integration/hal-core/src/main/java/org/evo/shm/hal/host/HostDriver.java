// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Samples this computer on a thread of its own, for those files block and allocate, and keeps the
 * newest result for whoever publishes it. Owns the thread until {@link #close()}.
 */
public final class HostDriver implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HostDriver.class);
  private static final long JOIN_TIMEOUT_MS = 2_000;

  private final Supplier<HostSamples> sampler;
  private final LongSupplier clock;
  private final DriverListener listener;
  private final long periodNs;
  private final Thread thread;
  private volatile HostSamples latest;
  private volatile boolean stopped;
  private boolean failing;

  HostDriver(
      Supplier<HostSamples> sampler, int sampleHz, LongSupplier clock, DriverListener listener) {
    this.sampler = sampler;
    this.clock = clock;
    this.listener = listener;
    this.periodNs = TimeUnit.SECONDS.toNanos(1) / sampleHz;
    this.latest = HostSamples.none(clock.getAsLong());
    this.thread = new Thread(null, this::run, "evo-hal-host", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(HostDriver.class.getClassLoader());
  }

  /**
   * Starts sampling.
   *
   * @param clock the monotonic time, in ns
   */
  public static HostDriver start(
      HostSettings settings, LongSupplier clock, DriverListener listener) {
    HostSampler sampler = new HostSampler(settings.procDir(), settings.sysDir(), clock);
    HostDriver driver = new HostDriver(sampler, settings.sampleHz(), clock, listener);
    driver.start();
    return driver;
  }

  void start() {
    thread.start();
  }

  /** What the last pass brought, from any thread. Timing: hot. */
  public HostSamples latest() {
    return latest;
  }

  /**
   * Ends the thread and waits for it, 2 s at most: a source that blocks longer than that ends it
   * when it answers. Idempotent. Timing: blocking.
   */
  @Override
  public void close() {
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(JOIN_TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      LOG.warn("the host driver is still inside a pass; it ends when that is done");
    }
  }

  private void run() {
    try {
      while (!stopped && !Thread.currentThread().isInterrupted()) {
        long beginNs = clock.getAsLong();
        pass();
        pause(beginNs + periodNs);
      }
    } finally {
      if (!stopped) {
        LOG.error("the host driver ended by itself");
        listener.failed("the host driver ended by itself");
      }
    }
  }

  private void pass() {
    try {
      latest = sampler.get();
      if (failing) {
        failing = false;
        LOG.info("the host driver works again");
        listener.recovered();
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Once, and not for every pass that fails in a row. */
  private void failed(RuntimeException problem) {
    if (!failing) {
      failing = true;
      LOG.error("the host driver failed; it goes on trying", problem);
      listener.failed("the host driver failed: " + problem);
    }
  }

  private void pause(long untilNs) {
    long leftNs = untilNs - clock.getAsLong();
    while (leftNs > 0 && !stopped && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(this, leftNs);
      leftNs = untilNs - clock.getAsLong();
    }
  }
}
