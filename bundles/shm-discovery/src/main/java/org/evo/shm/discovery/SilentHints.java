// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.discovery;

import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.evo.shm.spi.DirectoryWatch;

/** Waits where there is nobody to give hints. */
final class SilentHints implements DirectoryWatch.Hints {

  private final Semaphore woken = new Semaphore(0);

  @Override
  public DirectoryWatch.Hint await(long timeoutMs) {
    try {
      if (woken.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
        woken.drainPermits();
      }
    } catch (InterruptedException e) {
      // Whoever wants this thread to end says so by other means and then wakes it.
      Thread.currentThread().interrupt();
    }
    return new DirectoryWatch.Hint(Set.of(), false);
  }

  @Override
  public void wake() {
    woken.release();
  }

  @Override
  public void close() {
    wake();
  }
}
