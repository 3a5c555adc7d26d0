// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.spi;

import java.nio.file.Path;
import java.util.Optional;
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

  /**
   * The segment that a file of this name belongs to without being its data: a lock, metadata. That
   * such a file comes or goes tells that something happens to the segment. No system call.
   */
  Optional<String> companionOf(String fileName);

  /**
   * What the file is. Timing: cold. Throws nothing for a bad file: that is a finding.
   *
   * @throws org.evo.shm.error.ResourceExhaustedException when this process has no descriptors or
   *     memory left to look with: that says nothing of the file
   */
  ProbeResult probe(Path file);
}
