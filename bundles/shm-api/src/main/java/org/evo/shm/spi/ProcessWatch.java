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
   * @param file the segment's
   * @param ended called once on a thread of the platform's when that process has ended, possibly
   *     before this returns; it must not block
   * @return close it to stop watching; empty when that process cannot be watched (another PID
   *     namespace, an old kernel, no descriptors left, gone or no segment any more): look
   *     periodically
   */
  Optional<Watch> watchWriter(Path file, Runnable ended);

  /** One being watched. */
  interface Watch extends AutoCloseable {

    /** Stops watching. Safe from any thread, idempotent. */
    @Override
    void close();
  }
}
