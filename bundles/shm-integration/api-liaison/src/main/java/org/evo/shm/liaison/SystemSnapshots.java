// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison;

import org.osgi.annotation.versioning.ProviderType;

/** Reads the segments of all modules. Thread-safe. */
@ProviderType
public interface SystemSnapshots {

  /**
   * Reads each segment once, whole. What is missing or damaged is so in the snapshot; nothing is
   * thrown. Timing: cold; some microseconds a segment, more while one is missing.
   */
  SystemSnapshot take();
}
