// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.reliability;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A reader that is attached throughout, on a thread of its own in the process of the test. */
final class Observer implements AutoCloseable {

  private static final long PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(50);

  /**
   * Readers look for a new generation every 100 ms at the latest; the rest is for a busy machine.
   */
  private static final long PATIENCE_MS = TimeUnit.SECONDS.toMillis(30);

  private final VerifyingReader reader;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile long timeNs;
  private volatile ReadTally tally = ReadTally.NONE;
  private volatile RuntimeException failure;

  Observer(Path directory) {
    this(directory, Shape.SEGMENT);
  }

  Observer(Path directory, String segment) {
    this.reader = new VerifyingReader(directory, segment);
    this.thread = new Thread(this::observe, "observer of " + segment);
    thread.start();
  }

  private void observe() {
    try (reader) {
      while (!stopped) {
        reader.read();
        timeNs = reader.timeNs();
        LockSupport.parkNanos(PAUSE_NS);
      }
      tally = reader.tally();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Waits until it has read a value that was made at {@code madeNs} or later. */
  void await(long madeNs) {
    long startNs = System.nanoTime();
    while (timeNs < madeNs && failure == null) {
      if (System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS)) {
        throw new StuckException("the attached reader does not see the new value");
      }
      LockSupport.parkNanos(PAUSE_NS);
    }
    rethrow();
  }

  private void rethrow() {
    if (failure != null) {
      throw new IllegalStateException("the attached reader failed: " + failure, failure);
    }
  }

  /** Detaches; what it has seen. */
  ReadTally end() {
    close();
    rethrow();
    return tally;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(PATIENCE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
