// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

/** Does something later. Thread-safe. */
public interface RetryTimer extends AutoCloseable {

  /** Runs {@code action} once, not before {@code delayMs}, in another thread. */
  void after(long delayMs, Runnable action);

  /** Forgets what has not begun and waits for what has, for a bounded time. Timing: blocking. */
  @Override
  void close();
}
