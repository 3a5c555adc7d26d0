// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread, which is there only while something is to be done. */
public final class ThreadRetryTimer implements RetryTimer {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadRetryTimer.class);

  /** Longer than the claim of a segment may block. */
  private static final long CLOSE_TIMEOUT_MS = 3_000;

  private final ScheduledThreadPoolExecutor executor;

  /**
   * @param threadName for people who look at the threads of a process
   */
  public ThreadRetryTimer(String threadName) {
    executor = new ScheduledThreadPoolExecutor(1, work -> thread(threadName, work));
    executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ThreadRetryTimer.class.getClassLoader());
    return thread;
  }

  @Override
  public void after(long delayMs, Runnable action) {
    try {
      executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("not retried any more", closed);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
        LOG.warn("a claim or an attach is still under way; what it gets is closed at once");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
