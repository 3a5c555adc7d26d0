// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells at once when the process of a writer ends. A notification is a hint to look again: the
 * owner lock decides who lives. Thread-safe.
 */
@ProviderType
public interface ProcessWatch {

  /**
   * Watches the process that a segment's file names as its writer. Timing: cold, under 1 ms.
   *
   * <p>This very process has not ended while anybody could be told: it can be watched, and nobody
   * is ever told. When a process has ended, its locks are free already, unless a child inherited
   * them.
   *
   * @param file the segment's
   * @param ended called once on a thread of the platform's when that process has ended, possibly
   *     before this returns, and soon when it had ended already; it must not block, since everybody
   *     else waits for it; what it throws is logged
   * @return close it to stop watching; empty when that process cannot be watched (another PID
   *     namespace, an old kernel, no descriptors left, an existing EVO process, no segment any
   *     more, or the platform was closed): look periodically
   */
  Optional<Watch> watchWriter(Path file, Runnable ended);

  /** One being watched. */
  interface Watch extends AutoCloseable {

    /**
     * Stops watching. Safe from any thread, idempotent, also while it is being told, which may go
     * on for a moment.
     */
    @Override
    void close();
  }
}
