// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.evo.shm.kit.RetryTimer;

/** Time passes when the test says so. Owned by one thread. */
final class FakeTimer implements RetryTimer {

  private final Deque<Runnable> due = new ArrayDeque<>();
  private final List<Long> delaysMs = new ArrayList<>();
  private boolean closed;

  @Override
  public void after(long delayMs, Runnable action) {
    delaysMs.add(delayMs);
    due.add(action);
  }

  /** Runs the oldest of what is due. */
  void fire() {
    due.remove().run();
  }

  int pending() {
    return due.size();
  }

  List<Long> delaysMs() {
    return List.copyOf(delaysMs);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    due.clear();
  }
}
