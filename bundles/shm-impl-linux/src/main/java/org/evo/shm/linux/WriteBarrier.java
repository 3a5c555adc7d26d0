// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import java.io.IOException;
import org.evo.shm.linux.posix.Posix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets whoever closes a writer pay for the ordering, so that writes need no fence: after {@link
 * #await} every thread either sees what was stored before it, or its earlier stores are seen here.
 * membarrier(2), PRIVATE_EXPEDITED. Thread-safe.
 */
final class WriteBarrier {

  private static final Logger LOG = LoggerFactory.getLogger(WriteBarrier.class);

  private final Posix posix;
  private boolean registered;

  WriteBarrier(Posix posix) {
    this.posix = posix;
  }

  /** Timing: cold; the first one takes 5 to 17 ms. */
  synchronized void await() {
    try {
      if (!registered) {
        posix.registerBarrier();
        registered = true;
      }
      posix.barrierAllThreads();
    } catch (IOException e) {
      // Without it a write that has just begun may be cut off; taking the file away from under the
      // mapping, which follows, keeps it from reaching anybody.
      LOG.warn(
          "closing a writer without waiting for writes that have just begun: {}", e.toString());
    }
  }
}
