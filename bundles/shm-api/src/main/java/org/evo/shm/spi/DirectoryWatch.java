// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hints at changes of the segment directory. Hints may be late, doubled or missing; a scan is the
 * truth. Thread-safe.
 *
 * <p>Names are told when they appear, by linking too, when they disappear, and when something is
 * renamed to or from them, over what was there too. What is written into a file is never told: a
 * segment's values are written through a mapping. Claims, parking and removal are seen all the
 * same, by the maintenance lock {@code .evo-{name}.lock} that comes and goes around each.
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
     * <p>When the directory was removed, replaced or covered by a mount, everything may have
     * changed; from then on it is looked for once a second while somebody waits, and when it is
     * there again everything may have changed once more. There is no need to open another one.
     *
     * @param timeoutMs at most, in ms
     * @throws org.evo.shm.error.HandleClosedException when this was closed
     */
    Hint await(long timeoutMs);

    /** Ends the waiting of now, or the next one; nothing once it is closed. */
    void wake();

    /**
     * Stops listening; gives back what it held. Ends the waiting of another thread. Idempotent; the
     * platform does so when it is closed itself.
     */
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
