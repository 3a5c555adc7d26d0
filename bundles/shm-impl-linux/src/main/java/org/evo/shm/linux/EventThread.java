// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A thread that tells somebody something: it starts on demand and ends when it has been idle. */
final class EventThread {

  private static final long IDLE_MS = 500;

  private EventThread() {}

  /**
   * One.
   *
   * @param queue how many events may wait; further ones are refused
   */
  static ThreadPoolExecutor create(String name, int queue) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_MS,
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(queue),
            work -> start(work, name));
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  private static Thread start(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(EventThread.class.getClassLoader());
    return thread;
  }
}
