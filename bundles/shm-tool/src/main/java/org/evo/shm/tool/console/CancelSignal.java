// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.tool.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A cancellation that another thread gives, once. An interrupt of the waiting thread counts too.
 */
public final class CancelSignal implements Cancellation {

  private final CountDownLatch given = new CountDownLatch(1);

  /** Asks for the end. Idempotent. */
  public void cancel() {
    given.countDown();
  }

  @Override
  public boolean requested() {
    return given.getCount() == 0;
  }

  @Override
  public boolean await(long timeoutNs) {
    try {
      return given.await(timeoutNs, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
