// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.evo.shm.error.ResourceExhaustedException;
import org.evo.shm.spi.DirectoryWatch;

/** Hints that a test gives. One listener at a time. */
final class FakeHints implements DirectoryWatch {

  private static final Hint NOTHING = new Hint(Set.of(), false);

  private final BlockingQueue<Hint> hints = new LinkedBlockingQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicReference<Error> failure = new AtomicReference<>();
  private volatile boolean exhausted;

  void hint(String... fileNames) {
    hints.add(new Hint(Set.of(fileNames), false));
  }

  void overflow() {
    hints.add(new Hint(Set.of(), true));
  }

  void exhausted(boolean now) {
    exhausted = now;
  }

  /** The next attempt to open it ends with that. */
  void failing(Error once) {
    failure.set(once);
  }

  int openNow() {
    return open.get();
  }

  int opened() {
    return opened.get();
  }

  @Override
  public Hints open() {
    if (exhausted) {
      throw new ResourceExhaustedException("/shm", "no more watches", "raise the limit");
    }
    Error once = failure.getAndSet(null);
    if (once != null) {
      throw once;
    }
    opened.incrementAndGet();
    open.incrementAndGet();
    return new Listening();
  }

  private final class Listening implements Hints {

    @Override
    public Hint await(long timeoutMs) {
      try {
        Hint hint = hints.poll(timeoutMs, TimeUnit.MILLISECONDS);
        return hint == null ? NOTHING : hint;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void wake() {
      hints.add(NOTHING);
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
