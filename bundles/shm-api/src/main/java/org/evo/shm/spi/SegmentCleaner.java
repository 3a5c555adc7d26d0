// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import org.evo.shm.CleanupReport;
import org.evo.shm.CleanupRequest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Removes abandoned segments from the directory, and what crashes left of others. Thread-safe; any
 * number of processes may clean at once.
 */
@ProviderType
public interface SegmentCleaner {

  /** One pass over the directory. Timing: blocking, some hundred microseconds a file. */
  CleanupReport clean(CleanupRequest request);

  /**
   * The same for one name, without a look at the rest of the directory where that can be avoided.
   *
   * @param segment the exact name; the globs of {@code request} apply as well
   */
  CleanupReport clean(String segment, CleanupRequest request);
}
