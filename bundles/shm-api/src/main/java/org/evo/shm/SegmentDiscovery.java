// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Says which segments there are, of every process and module. Thread-safe. */
@ProviderType
public interface SegmentDiscovery {

  /** All segments of the directory, and the files that look like one but are none. Timing: cold. */
  SegmentListing list();

  /**
   * One segment by its exact name. Timing: cold.
   *
   * @throws org.evo.shm.error.InvalidNameException when that can be no segment's name
   */
  Optional<SegmentInfo> find(String segment);
}
