// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks into one file without attaching, mapping or disturbing anybody. Thread-safe. It may be
 * given any path: links, devices, directories and damaged files are told apart, never followed,
 * never waited for.
 */
@ProviderType
public interface SegmentProbe {

  /** The directory whose segments it knows. */
  Path directory();

  /** Whether a file of this name is worth probing. No system call. */
  boolean isCandidate(String fileName);

  /** What the file is. Timing: cold. Throws nothing for a bad file: that is a finding. */
  ProbeResult probe(Path file);
}
