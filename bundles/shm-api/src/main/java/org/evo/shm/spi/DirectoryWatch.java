// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hints at changes of the segment directory. Hints may be late, doubled or missing; a scan is the
 * truth. Thread-safe.
 */
@ProviderType
public interface DirectoryWatch {

  /**
   * Starts listening. Timing: cold.
   *
   * @throws org.evo.shm.error.ShmException when the kernel has no more watches or descriptors to
   *     give, or the directory is not there: periodic scans have to do
   */
  Hints open();

  /** What one listener hears. {@link #await} is for one thread; the rest is safe from any. */
  interface Hints extends AutoCloseable {

    /**
     * Waits for hints, a {@link #wake} or the timeout, whichever comes first. Timing: blocking.
     *
     * @param timeoutMs at most, in ms
     */
    Hint await(long timeoutMs);

    /** Ends the waiting of now, or the next one. */
    void wake();

    /** Stops listening; gives back what it held. Not while another thread waits. */
    @Override
    void close();
  }

  /**
   * What changed.
   *
   * @param fileNames names in the directory that appeared, disappeared or were renamed
   * @param everything whether hints were lost, so that anything may have changed
   */
  record Hint(Set<String> fileNames, boolean everything) {

    public Hint {
      fileNames = Set.copyOf(fileNames);
    }
  }
}
