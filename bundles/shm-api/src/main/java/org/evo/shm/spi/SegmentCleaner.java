// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.util.Set;
import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Removes abandoned segments from the directory, and what crashes left of others. Thread-safe; any
 * number of processes may clean at once: each name is cleaned by one of them, the others keep it
 * with the reason that another process is at work on it.
 *
 * <p>Both forms list the directory once, however many names there are.
 */
@ProviderType
public interface SegmentCleaner {

  /**
   * One pass over the directory. Timing: blocking, some hundred microseconds a file.
   *
   * @throws org.evo.shm.error.NotFoundException when there is no such directory
   * @throws org.evo.shm.error.UnsupportedException when the directory is not in memory
   */
  CleanupReport clean(CleanupRequest request);

  /**
   * The same for some names only: of other files nothing but the names is looked at.
   *
   * @param segments the exact names; the globs of {@code request} apply as well
   */
  CleanupReport clean(Set<String> segments, CleanupRequest request);
}
